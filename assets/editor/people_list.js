// The list of people under an "@": a listbox that the text points to; the caret stays in the text.
const own = "personen-vorschlag";

export class PeopleList {
  constructor(words, announce) {
    Object.assign(this, { words, announce });
    this.list = document.createElement("ul");
    this.list.id = own;
    this.list.className = "mentions mentions--text";
    this.list.role = "listbox";
    this.list.ariaLabel = words.people;
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.take([...this.list.children].indexOf(event.target.closest("li")));
    });
  }

  onStart(props) {
    this.text = props.editor.view.dom;
    this.text.setAttribute("aria-controls", own);
    this.text.ariaAutoComplete = "list";
    this.unmount = props.mount(this.list);
    this.onUpdate(props);
  }

  onUpdate(props) {
    this.props = props;
    this.list.replaceChildren(...props.items.map(option));
    this.list.hidden = !props.items.length;
    this.choose(0);
    const { length } = props.items;
    const count = length === 1 ? this.words.foundOne : this.words.found.replace("{count}", length);
    if (!props.loading && count !== this.said) this.announce((this.said = count));
  }

  onKeyDown({ event }) {
    const last = this.list.children.length - 1;
    if (last < 0) return false;
    if (event.key === "ArrowDown") this.choose(this.chosen === last ? 0 : this.chosen + 1);
    else if (event.key === "ArrowUp") this.choose(this.chosen === 0 ? last : this.chosen - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.chosen);
    else return false;
    return true;
  }

  onExit() {
    if (this.said) this.announce((this.said = ""));
    this.unmount?.();
    this.list.remove();
    for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) this.text?.removeAttribute(name);
  }

  choose(index) {
    this.chosen = index;
    [...this.list.children].forEach((item, at) => (item.ariaSelected = String(at === index)));
    const item = this.list.children[index];
    if (item) this.text.setAttribute("aria-activedescendant", item.id);
    else this.text.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const person = this.props.items[index];
    if (person) this.props.command({ id: person.id, label: person.name });
  }
}

function option({ id, name, capacity }) {
  const item = document.createElement("li");
  item.className = "mentions__person";
  item.role = "option";
  item.id = `person-${id}`;
  const strong = document.createElement("strong");
  strong.textContent = name;
  item.append(strong);
  if (capacity) item.append(` ${capacity}`);
  return item;
}
