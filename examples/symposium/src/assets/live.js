// Tells the parts of the page when seats have been taken or given back elsewhere:
// each card that is stale asks for itself, and so does the counter.
"use strict";

const feed = new EventSource("/events");
let isLost = false;

function changed(cards) {
  document.querySelectorAll(cards).forEach((card) => htmx.trigger(card, "stale"));
  htmx.trigger(document.body, "seats-changed");
}

feed.onmessage = (event) => {
  const { talk } = JSON.parse(event.data);
  changed(talk === null ? ".talk" : `#talk-${talk}`);
};
// What happened while there was no connection, nobody has told.
feed.onerror = () => { isLost = true; };
feed.onopen = () => {
  if (isLost) changed(".talk");
  isLost = false;
};
