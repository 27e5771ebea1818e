/** Whether letters were asked for: the box behind the choice then gets the keyboard that has them. */
export function asksForLetters(select: HTMLSelectElement, chosen: string): boolean {
  if (select.value !== 'letters') return false
  select.value = chosen
  const box = select.nextElementSibling
  if (box instanceof HTMLInputElement) {
    box.inputMode = 'text'
    box.focus()
  }
  return true
}
