// Writes the answer from the fields of the form. Nothing is sent.
const form = document.getElementById("answer-form");
const answer = document.getElementById("answer-text");
const start = form.dataset.start;
const value = (id) => document.getElementById(id).value.trim();
const write = () => {
  const isApproved = document.getElementById("approved").checked;
  const who = `${value("name") || "NAME"}, ${value("role") || "ROLE"}, ${value("day") || "DATE"}`;
  const remark = value("remark");
  answer.value = isApproved
    ? `${start}: approved by ${who}${remark ? `. Note: ${remark}` : ""}`
    : `${start}: returned by ${who}: ${remark || "WHAT MUST CHANGE"}`;
};
form.addEventListener("input", write);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer.select();
  const copied = document.getElementById("copied");
  const isDone = document.execCommand("copy");
  copied.textContent = isDone ? "Copied. Paste it into an email." : "Press Ctrl and C to copy the marked text.";
});
write();
document.getElementById("answer-screen").hidden = false;
