// The head of the page after its state has changed: tag, actions, facts, and why one only reads.
export async function renewHead(root, config) {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    config.words.readOnly = JSON.parse(page.getElementById("editor-config").textContent).words.readOnly;
    for (const part of ["[data-state-tag]", "[data-page-actions]", "[data-page-facts]"]) {
      const [old, fresh] = [root.querySelector(part), page.querySelector(part)];
      // A menu that is open stays; the links in it are asked for rights anyway.
      if (old && fresh && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(fresh));
    }
  } catch {
    // The next visit shows it.
  }
  document.body.dispatchEvent(new Event("state-changed"));
}
