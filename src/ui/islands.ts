// What runs in the browser on working pages. Every page works without it.

import * as Turbo from '@hotwired/turbo'

// Turbo's own progress bar moves by inline styles; ours hangs on `aria-busy` in base.css. The longest delay that a timer
// can have: never.
Turbo.config.drive.progressBarDelay = 2 ** 31 - 1

/** The menu of the signed-in person closes when something else is pressed. */
function closeMenus(event: Event) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.person[open]'))
    if (!menu.contains(event.target as Node)) menu.open = false
}

document.addEventListener('click', closeMenus)

/** `/` and Ctrl+K go to the search field, unless somebody is typing. */
function goToSearch(event: KeyboardEvent) {
  const isTyping = (event.target as Element).matches('input, textarea, select, [contenteditable]')
  const isAsked = (event.key === '/' && !isTyping) || (event.key === 'k' && (event.ctrlKey || event.metaKey))
  const field = document.querySelector<HTMLInputElement>('.work-search input')
  if (!isAsked || !field?.checkVisibility()) return
  event.preventDefault()
  field.select()
}
document.addEventListener('keydown', goToSearch)
