// The intake page with a script: known persons while one types, files sent ahead as they are
// chosen, dropped or photographed. Without it the same page works by its buttons.
document.documentElement.classList.add("scripted");

// A file's own look, small, made here: nothing is fetched back for it.
const SMALL = 44;
const TYPES = ["application/pdf", "image/png", "image/jpeg"];
const PAUSE = 250;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

const ask = async (form, address, more) => {
  const sent = new FormData();
  for (const [name, value] of new FormData(form)) if (!(value instanceof File)) sent.append(name, value);
  for (const [name, value] of Object.entries(more)) sent.append(name, value);
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body: sent, headers: { "HX-Request": "true" } });
  } catch {
    return null; // the line is away; the press will say so
  }
  // A session that has ended answers with the way to its door: what was typed here must not go.
  return answer.ok && !answer.headers.has("HX-Redirect") ? answer.text() : null;
};

// Parts of the page are replaced by their ids; a field that has the focus keeps it.
const replaceParts = (html) => {
  const focused = document.activeElement?.id;
  for (const part of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old) continue;
    old.replaceWith(part);
    globalThis.htmx?.process(part);
  }
  if (focused) document.getElementById(focused)?.focus();
  document.dispatchEvent(new Event("parts-replaced"));
};

const people = (form) => {
  let timer;
  let asked = 0;
  let field; // whose list is open
  const listOf = (input) => input.closest("[data-party]").querySelector("[role=listbox]");
  const options = () => (field ? [...listOf(field).children].filter((each) => each.role !== "presentation") : []);
  const chosen = () => options().find((each) => each.getAttribute("aria-selected") === "true");
  const mark = (option) => {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    if (!field) return;
    listOf(field).parentElement.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    field = undefined;
  };
  const isPerson = (input) => /^(applicant|submitter)\.(full_name|identity|phone)$/.test(input.name ?? "");
  const dress = () => {
    for (const input of form.querySelectorAll("[data-party] input")) {
      if (!isPerson(input)) continue;
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      input.setAttribute("aria-controls", listOf(input).id);
    }
  };
  const offer = async (input) => {
    const turn = ++asked;
    const [role, name] = input.name.split(".");
    if (input.value.trim().length < 3) return close();
    const html = await ask(form, form.dataset.offers, { role, field: name, text: input.value });
    if (html === null || turn !== asked || document.activeElement !== input) return;
    close();
    const list = listOf(input);
    list.innerHTML = html;
    if (!list.children.length) return;
    field = input;
    list.parentElement.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.closest("[data-party]").querySelector("[role=status]").textContent =
      fill(form.dataset.saysFound, { count: list.children.length });
  };
  let checks = 0; // only the latest look at the applicant counts
  const recheck = async () => {
    const turn = ++checks;
    const html = await ask(form, form.dataset.person, {});
    if (html !== null && turn === checks) replaceParts(html);
  };
  const take = async (option) => {
    const input = field;
    close();
    ++asked; // an answer that is still on its way opens nothing
    if (option.dataset.name) {
      input.value = option.dataset.name;
      recheck();
      return;
    }
    const html = await ask(form, form.dataset.person, { pick: option.dataset.pick });
    if (html !== null) replaceParts(html);
    dress();
    ++asked;
    ++checks; // fields that go while they have the focus say "change" once more
  };
  form.addEventListener("input", (event) => {
    if (!isPerson(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => offer(event.target), PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (isPerson(event.target) && event.target.name.startsWith("applicant.") && !field) recheck();
  });
  form.addEventListener("keydown", (event) => {
    if (!field || event.target !== field) return;
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown") mark(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") mark(all[(at <= 0 ? all.length : at) - 1]);
    else if (event.key === "Enter" && at >= 0) take(all[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus, so that the list is still there.
  form.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[role=option]");
    if (!option || !field) return;
    event.preventDefault();
    take(option);
  });
  form.addEventListener("focusout", (event) => {
    if (event.target === field) setTimeout(() => document.activeElement === field || close(), 100);
  });
  dress();
};

const picture = async (file) => {
  if (!file.type.startsWith("image/")) return null;
  try {
    const drawn = await createImageBitmap(file);
    const scale = SMALL / Math.max(drawn.width, drawn.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, drawn.width * scale);
    canvas.height = Math.max(1, drawn.height * scale);
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const image = document.createElement("img");
    image.src = canvas.toDataURL("image/jpeg", 0.7);
    image.alt = "";
    image.className = "thumb";
    return image;
  } catch {
    return null;
  }
};

const files = (form) => {
  const says = form.dataset;
  const slots = [...form.querySelectorAll("[data-slot]")];
  const under = new Set(); // sendings under way
  let pressed; // the button of a press that waits for them
  const wrongOf = (file) => {
    const limit = Number(says.uploadMb);
    if (!file.size) return fill(says.saysEmpty, { name: file.name });
    if (file.size > limit * 1024 * 1024)
      return fill(says.saysLarge, { name: file.name, size: (file.size / 1e6).toFixed(1), limit: ((limit * 1024 * 1024) / 1e6).toFixed(0) });
    if (file.type && !TYPES.includes(file.type)) return fill(says.saysType, { name: file.name });
    return null;
  };
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "text-button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const refuse = (line, sentence, again) => {
    line.className = "kept has-wrong";
    const said = document.createElement("span");
    said.className = "wrong";
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    line.replaceChildren(said, ...(again ? [button(says.saysAgain, again)] : []), button(says.saysDrop, () => line.remove()));
  };
  const settle = (turn) => {
    under.delete(turn);
    if (under.size || !pressed) return;
    const press = pressed;
    pressed = undefined;
    form.removeAttribute("aria-busy");
    if (!form.querySelector(".kept.has-wrong")) form.requestSubmit(press.isConnected && press.form === form ? press : undefined);
    else form.querySelector(".kept.has-wrong").scrollIntoView({ block: "center" });
  };
  const send = (slot, file, line) => {
    const turn = {};
    under.add(turn);
    line.className = "kept";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", `${says.saysSending} ${file.name}`);
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = file.name;
    line.replaceChildren(name, bar);
    const request = new XMLHttpRequest();
    const sent = new FormData();
    for (const field of ["csrf_token", "procedure"]) sent.append(field, form.elements[field].value);
    sent.append(`papers.${slot.dataset.slot}`, file, file.name);
    request.open("POST", says.send);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => { bar.value = event.lengthComputable ? event.loaded / event.total : 0; });
    request.addEventListener("load", async () => {
      if (request.status === 200 && !request.getResponseHeader("HX-Redirect")) {
        const holder = document.createElement("ul");
        holder.innerHTML = request.responseText;
        const kept = holder.firstElementChild;
        const image = await picture(file);
        if (image) kept.querySelector("label").after(image);
        line.replaceWith(kept);
      } else if (request.status === 422) refuse(line, request.responseText);
      else refuse(line, fill(request.status === 413 ? says.saysLarge : says.saysLost, { name: file.name, size: (file.size / 1e6).toFixed(1), limit: says.uploadMb }), () => send(slot, file, line));
      settle(turn);
    });
    request.addEventListener("error", () => {
      refuse(line, fill(says.saysLost, { name: file.name }), () => send(slot, file, line));
      settle(turn);
    });
    request.send(sent);
  };
  // One after the other keeps a thin line and a small server calm.
  const add = (slot, chosen) => {
    for (const file of chosen) {
      const line = document.createElement("li");
      slot.querySelector(".kept-list").append(line);
      const wrong = wrongOf(file);
      if (wrong) refuse(line, wrong);
      else send(slot, file, line);
    }
  };
  const hasFile = (slot) => slot.querySelector(".kept");
  // By the words of the name, else the first slot without a file, else the last one.
  const spread = (dropped) => {
    for (const file of dropped) {
      const words = plain(file.name).split(/[^a-z0-9]+/).filter((word) => word.length > 2 && !["pdf", "png", "jpg", "jpeg", "scan"].includes(word));
      const score = (slot) => {
        const title = ` ${plain(slot.dataset.title)} ${slot.dataset.slot.replaceAll("_", " ")} `;
        return words.filter((word) => title.includes(` ${word}`)).length;
      };
      const best = slots.reduce((a, b) => (score(b) > score(a) ? b : a));
      const slot = score(best) > 1 || (score(best) === 1 && words.length === 1) ? best : slots.find((each) => !hasFile(each)) ?? slots.at(-1);
      add(slot, [file]);
    }
  };
  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.files.length) return;
    const chosen = [...input.files];
    input.value = "";
    add(input.closest("[data-slot]"), chosen);
  });
  for (const name of ["dragover", "drop"])
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", name === "dragover");
      if (name !== "drop") return;
      const slot = event.target.closest?.("[data-slot]");
      const dropped = [...event.dataTransfer.files];
      if (slot) add(slot, dropped);
      else spread(dropped);
    });
  form.addEventListener("dragleave", (event) => form.contains(event.relatedTarget) || form.classList.remove("dropping"));
  form.addEventListener("click", async (event) => {
    const back = event.target.closest?.("[data-take-back]");
    if (!back) return;
    const line = back.closest(".kept");
    const list = line.parentElement;
    line.remove();
    list.closest("[data-slot]").querySelector("input[type=file]").focus();
    await ask(form, back.dataset.takeBack, {});
  });
  // A press while files are on their way waits for them.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || !under.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = event.submitter ?? form.querySelector(".act .primary");
    form.setAttribute("aria-busy", "true");
  }, true);
  if (matchMedia("(pointer: coarse)").matches)
    for (const camera of form.querySelectorAll("[data-camera]")) {
      camera.hidden = false;
      camera.addEventListener("click", () => {
        const taken = document.createElement("input");
        taken.type = "file";
        taken.accept = "image/*";
        taken.capture = "environment";
        taken.addEventListener("change", () => add(camera.closest("[data-slot]"), [...taken.files]));
        taken.click();
      });
    }
};

document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-intake]")) {
    people(form);
    files(form);
  }
  // The print dialog opens by itself only at a desk that asked for it, once, and only where the
  // browser shows a PDF in its own pages; elsewhere the button has the focus.
  const slip = document.querySelector("[data-print-at-once]");
  if (slip && navigator.pdfViewerEnabled) {
    const again = new URL(location.href);
    again.searchParams.delete("now");
    history.replaceState(history.state, "", again); // a reload prints nothing
    const frame = document.createElement("iframe");
    frame.className = "print-frame";
    frame.title = slip.textContent.trim();
    frame.addEventListener("load", () => setTimeout(() => {
      try {
        frame.contentWindow.print();
      } catch {
        frame.remove(); // the viewer keeps its pages to itself
      }
    }, 250), { once: true });
    document.body.append(frame);
    frame.src = slip.href;
  }
  // A form that opens its answer in a window of its own may be pressed again.
  for (const form of document.querySelectorAll("form[target=_blank]"))
    form.addEventListener("submit", () => setTimeout(() => {
      delete form.dataset.sent;
      for (const each of form.querySelectorAll("button")) each.removeAttribute("aria-disabled");
    }, 1500));
});
