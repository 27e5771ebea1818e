/** A rectangle in percent of the photo, as the form writes it. */
export type Place = { left: number; top: number; width: number; height: number }

export const parts = ['left', 'top', 'width', 'height'] as const

/** The least width and height of what is drawn, in percent. */
export const least = 1

/** The server takes so many and no more. */
const mostRows = 40

export const within = (value: number, from: number, to: number) => Math.min(Math.max(value, from), to)

/** A rectangle inside of the photo, in tenths of a percent. */
export function tidy(place: Place): Place {
  const tenths = (value: number) => Math.round(value * 10) / 10
  const width = within(tenths(place.width), least, 100)
  const height = within(tenths(place.height), least, 100)
  return {
    width,
    height,
    left: within(tenths(place.left), 0, tenths(100 - width)),
    top: within(tenths(place.top), 0, tenths(100 - height)),
  }
}

/** One row of numbers of the form: the truth, of which the drawing is a picture. */
export class Row {
  private readonly fieldset: HTMLElement

  constructor(fieldset: HTMLElement) {
    this.fieldset = fieldset
  }

  private input(part: string): HTMLInputElement | null {
    return this.fieldset.querySelector(`input[name$=".${part}"]`)
  }

  read(): Place | undefined {
    const texts = parts.map((part) => this.input(part)?.value.trim().replace(',', '.') ?? '')
    if (texts.some((text) => text === '' || Number.isNaN(Number(text)))) return undefined
    const [left = 0, top = 0, width = 0, height = 0] = texts.map(Number)
    return { left, top, width, height }
  }

  write(place: Place | undefined): void {
    for (const part of parts) {
      const input = this.input(part)
      if (input) input.value = place ? String(place[part]) : ''
    }
  }

  isBlank(): boolean {
    return parts.every((part) => this.input(part)?.value.trim() === '')
  }

  /** The same row once more below it, blank, as the row of the given number. */
  copyAs(number: number): Row {
    const copy = this.fieldset.cloneNode(true) as HTMLElement
    for (const element of copy.querySelectorAll<HTMLElement>('[id], [for], [name], [aria-describedby]'))
      for (const attribute of ['id', 'for', 'name', 'aria-describedby']) {
        const text = element.getAttribute(attribute)
        if (text) element.setAttribute(attribute, text.replaceAll(/cover\.\d+/g, `cover.${number}`))
      }
    const legend = copy.querySelector('legend')
    if (legend) legend.textContent = (legend.textContent ?? '').replace(/\d+/, String(number + 1))
    this.fieldset.insertAdjacentElement('afterend', copy)
    const row = new Row(copy)
    row.write(undefined)
    return row
  }
}

/** All rows of a form, in their order. */
export const rowsOf = (form: HTMLElement): Row[] =>
  [...form.querySelectorAll<HTMLElement>('[data-cover-row]')].map((fieldset) => new Row(fieldset))

/** A row in which nothing is written: one that is there, or a new one; undefined where there are too many. */
export function freeRow(form: HTMLElement, taken: readonly Row[]): Row | undefined {
  const all = rowsOf(form)
  const free = all.find((row) => row.isBlank())
  if (free) return free
  return all.length >= mostRows || taken.length >= mostRows ? undefined : all.at(-1)?.copyAs(all.length)
}
