// Puts a place of the palette into the text where the cursor stands. Without it the palette is there to read and to type.

function showButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-palette] button[hidden]'))
    button.hidden = false
}

function place(area: HTMLTextAreaElement, text: string, isOwnLine: boolean): void {
  const { selectionStart: start, selectionEnd: end, value } = area
  const before = isOwnLine && start > 0 && value[start - 1] !== '\n' ? '\n' : ''
  const after = isOwnLine && value[end] !== undefined && value[end] !== '\n' ? '\n' : ''
  area.setRangeText(before + text + after, start, end, 'end')
  area.focus()
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLButtonElement>('[data-palette] button') : null
  const palette = button?.closest<HTMLElement>('[data-palette]')
  const area = document.querySelector<HTMLTextAreaElement>(`textarea[name="${palette?.dataset.palette}"]`)
  if (!button || !area) return
  const chosen = button.dataset.from
    ? palette?.querySelector<HTMLSelectElement>(`select[data-as="${button.dataset.from}"]`)?.value
    : undefined
  if (chosen === '') return
  place(area, (button.dataset.place ?? '').replace('…', chosen ?? ''), button.dataset.ownLine === 'yes')
})

document.addEventListener('turbo:render', showButtons)
showButtons()
