// An answer that was chosen before this script had arrived is told to the form again.
document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
  const chosen = [...document.querySelectorAll("#fields input, #fields select")].find((field) =>
    field.tagName === "SELECT" ? !field.selectedOptions[0]?.defaultSelected && field.value : field.checked !== field.defaultChecked);
  chosen?.dispatchEvent(new Event("change", { bubbles: true }));
}));
