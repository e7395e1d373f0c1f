// The menu behind "Mehr": opens below its button, outside of the row that scrolls. Arrow keys inside, Escape closes.
export class ToolMenu {
  constructor(button, menu, chosen) {
    Object.assign(this, { button, menu });
    this.items = [...menu.querySelectorAll("[role=menuitem]")];
    button.addEventListener("click", () => (menu.hidden ? this.open(0) : this.close()));
    button.addEventListener("keydown", (event) => {
      const index = { ArrowDown: 0, ArrowUp: this.items.length - 1 }[event.key];
      if (index === undefined) return;
      event.preventDefault();
      this.open(index);
    });
    menu.addEventListener("keydown", (event) => this.move(event));
    menu.addEventListener("mousedown", (event) => event.preventDefault());
    menu.addEventListener("click", (event) => {
      const item = event.target.closest("[role=menuitem]");
      if (!item || item.getAttribute("aria-disabled") === "true") return item && chosen(item);
      this.close({ returns: false });
      chosen(item);
    });
    menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || this.close({ returns: false }));
    document.addEventListener("pointerdown", ({ target }) => {
      if (!menu.contains(target) && !button.contains(target)) this.close({ returns: false });
    });
  }

  open(index) {
    const bar = this.menu.parentElement.getBoundingClientRect();
    this.menu.hidden = false;
    const room = bar.width - this.menu.offsetWidth - 16;
    this.menu.style.left = `${Math.max(0, Math.min(room, this.button.getBoundingClientRect().left - bar.left))}px`;
    this.button.setAttribute("aria-expanded", "true");
    this.items[index].focus();
  }

  close({ returns = true } = {}) {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (returns) this.button.focus();
  }

  move(event) {
    const last = this.items.length - 1;
    const at = this.items.indexOf(document.activeElement);
    const target = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key] ?? this.begunWith(event, at);
    if (event.key === "Escape") this.close();
    else if (event.key === "Tab") return this.close();
    else if (target === undefined) return;
    else this.items[target].focus();
    event.preventDefault();
    event.stopPropagation();
  }

  // The next item that begins with the letter, as in the menus of the system.
  begunWith({ key, ctrlKey, altKey, metaKey }, at) {
    if (key.length !== 1 || ctrlKey || altKey || metaKey) return;
    const begins = (item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase());
    const item = [...this.items.slice(at + 1), ...this.items.slice(0, at + 1)].find(begins);
    return item && this.items.indexOf(item);
  }
}
