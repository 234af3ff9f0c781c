// A question that begins with what is asked of the applicant anyway is filled in while that is
// typed, until it is answered otherwise.
const mirrored = new Map(); // name of the question -> what was filled in
const mirror = () => {
  for (const question of document.querySelectorAll("[data-same-as]")) {
    const source = question.form?.elements[question.dataset.sameAs];
    if (!source || (question.value && question.value !== mirrored.get(question.name))) continue;
    question.value = source.value;
    mirrored.set(question.name, source.value);
  }
};
document.addEventListener("input", (event) => event.target.name?.startsWith("applicant.") && mirror());
document.addEventListener("parts-replaced", mirror);
document.addEventListener("DOMContentLoaded", mirror);
