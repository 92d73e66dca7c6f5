// Asks the service and shows its answer. Everything is put in as text: nothing of an answer is HTML.
"use strict";

const talk = document.getElementById("talk");
const announcer = document.getElementById("status");
const form = document.getElementById("form");
const field = document.getElementById("question");
const button = form.querySelector("button");
let conversationId = null;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function sourceOf(citation) {
  const item = element("li");
  const details = element("details");
  const known = [citation.title, citation.publisher, citation.academic_year || citation.published];
  details.append(element("summary", "", `[${citation.number}] ${known.filter(Boolean).join(", ")}`));
  details.append(element("div", "", citation.heading));
  details.append(element("blockquote", "", citation.quote));
  if (/^https?:\/\//.test(citation.url || "")) {
    const link = element("a", "", citation.url);
    link.href = citation.url;
    link.rel = "noopener nofollow";
    details.append(link);
  }
  item.append(details);
  return item;
}

// The key sentence stands out; the rest explains it.
function saidBy(answer) {
  const paragraph = element("p", "said");
  const key = answer.statements.length ? answer.statements[0].text.replace(/\s+/g, " ") : "";
  if (key && answer.text.startsWith(key)) {
    paragraph.append(element("strong", "", key), answer.text.slice(key.length));
  } else {
    paragraph.textContent = answer.text;
  }
  return paragraph;
}

function show(answer) {
  const card = element("section", "answer");
  card.setAttribute("aria-label", "Answer");
  card.append(saidBy(answer));
  for (const notice of answer.notices) {
    if (notice.kind !== "gap") card.append(element("p", "notice", notice.text));
  }
  if (answer.contact && /^https?:\/\//.test(answer.contact.url || "")) {
    const link = element("a", "", answer.contact.name);
    link.href = answer.contact.url;
    link.rel = "noopener nofollow";
    const line = element("p");
    line.append(link);
    card.append(line);
  }
  if (answer.citations.length) {
    const list = element("ol", "sources");
    list.append(...answer.citations.map(sourceOf));
    card.append(list);
  }
  talk.append(card);
  announcer.textContent = answer.text;
  card.scrollIntoView({ block: "nearest" });
}

async function ask(question) {
  const body = conversationId ? { question, conversation_id: conversationId } : { question };
  const response = await fetch("/v1/answers", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  conversationId = answer.conversation_id;
  return answer;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const question = field.value.trim();
  if (!question || button.disabled) return;
  talk.append(element("div", "you", question));
  button.disabled = true;
  announcer.textContent = "Searching the sources…";
  try {
    show(await ask(question));
    field.value = "";
  } catch (error) {
    const card = element("section", "answer");
    card.setAttribute("role", "alert");
    card.append(element("p", "notice", error.message || "The service cannot be reached; please try again."));
    talk.append(card);
  } finally {
    button.disabled = false;
    field.focus();
  }
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
