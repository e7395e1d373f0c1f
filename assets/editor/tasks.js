// Tasks: the words beside a checkbox are its name, and are read out once as its name and once as text.
import { TaskItem } from "@tiptap/extension-list";

const OwnTask = TaskItem.extend({
  addNodeView() {
    const drawn = this.parent();
    return (props) => {
      const view = drawn(props);
      view.dom.querySelector("label > span").setAttribute("aria-hidden", "true");
      return view;
    };
  },
});

export const task = (words) =>
  OwnTask.configure({ nested: true, a11y: { checkboxLabel: (node) => node.firstChild?.textContent || words.done } });
