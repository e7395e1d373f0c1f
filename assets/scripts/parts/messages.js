// Where there is no pointer that hovers, "Mehr" opens the actions of a chat message.
export function setUpMessages() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".message__more");
    if (!button) return;
    const open = button.closest(".message").classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
  });
}
