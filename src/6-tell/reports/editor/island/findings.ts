import type { Editor } from '@tiptap/core'
import { inlineOf } from '#platform/live-text'
import { type Asking, type Checked, Refused } from './asking.ts'
import { el, filled, freshId } from './dom.ts'
import { showMarks, stretchOf } from './marks.ts'

type Found = Checked['numbers'][number]
type Offered = Found['offers'][number]

/** Typing rests so long before the text is checked. */
const restMilliseconds = 900

/** Checks a section while it is written, and shows beneath it what has to be looked at. */
export class Findings {
  readonly region: HTMLElement
  readonly #asking: Asking
  readonly #section: string
  readonly #editor: Editor
  readonly #textOf: () => string
  readonly #changed: () => void
  #timer: number | undefined
  #checked = ''
  /** What somebody types a source into, by its number: it stays through a check. */
  #keepings = new Map<string, HTMLElement>()
  #asked = 0

  constructor(
    asking: Asking,
    section: string,
    editor: Editor,
    text: { of: () => string; changed: () => void },
  ) {
    this.#asking = asking
    this.#section = section
    this.#editor = editor
    this.#textOf = text.of
    this.#changed = text.changed
    this.region = el('section', { class: 'findings', 'aria-label': asking.words.checks, hidden: true })
  }

  /** Checks once typing rests. */
  soon(): void {
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#check(), restMilliseconds)
  }

  stop(): void {
    window.clearTimeout(this.#timer)
  }

  async #check(isAgain = false): Promise<void> {
    // A syllable that is being put together by an input method must not be disturbed.
    if (this.#editor.isDestroyed) return
    if (this.#editor.view.composing) return this.soon()
    const text = this.#textOf()
    if (text === this.#checked && !isAgain) return
    this.#asked += 1
    const own = this.#asked
    try {
      const found = await this.#asking.check(this.#section, text)
      if (own !== this.#asked || this.#editor.isDestroyed) return
      // What was typed meanwhile is checked in its turn; old places would be wrong.
      if (this.#textOf() !== text) return
      this.#checked = text
      this.#show(found, isAgain)
    } catch {
      // Without a network the text can be written on; it is checked at the next letter.
    }
  }

  #show({ numbers, copies }: Checked, isAgain: boolean): void {
    const isTyping =
      document.activeElement instanceof HTMLInputElement && this.region.contains(document.activeElement)
    if (isTyping && !isAgain) {
      this.#checked = ''
      this.soon()
      return
    }
    const open = numbers.filter(({ source }) => source === undefined)
    if (!this.#editor.view.composing) showMarks(this.#editor.view, open)
    const keepings = new Map<string, HTMLElement>()
    const items = [
      ...open.map((found) => this.#number(found, keepings)),
      ...copies.flatMap(({ words }) => words.map((sentence) => el('li', {}, sentence))),
    ]
    this.#keepings = keepings
    this.region.hidden = items.length === 0
    this.region.replaceChildren(
      el('p', { class: 'findings-title' }, this.#asking.words.checks),
      el('ul', { class: 'plain-list' }, ...items),
    )
  }

  #number(found: Found, keepings: Map<string, HTMLElement>): HTMLElement {
    const { words } = this.#asking
    const item = el('li', { class: `finding finding-${found.kind}` })
    if (found.offers.length === 0)
      item.append(el('p', {}, filled(words.nothing_fits, { number: found.number })))
    for (const offer of found.offers) {
      const name = offerInWords(this.#asking, offer)
      const said = found.kind === 'supported' ? words.supported : words.meant
      item.append(
        el(
          'p',
          {},
          `${filled(said, { number: found.number, name })} `,
          el(
            'button',
            { type: 'button', class: 'btn btn-quiet', onclick: () => this.#replace(found, offer) },
            words.replace,
          ),
        ),
      )
    }
    if (found.kind !== 'supported') {
      const key = `${found.sentence} ${found.number}`
      const keeping = this.#keepings.get(key) ?? this.#keeping(found)
      keepings.set(key, keeping)
      item.append(keeping)
    }
    return item
  }

  #replace(found: Found, { notation }: Offered): void {
    const { state, view } = this.#editor
    const stretch = stretchOf(state.doc, found)
    const { live } = state.schema.nodes
    if (!stretch || !live) return
    const nodes = inlineOf(notation).map((piece) =>
      'text' in piece ? state.schema.text(piece.text) : live.create({ raw: piece.raw }),
    )
    view.dispatch(state.tr.replaceWith(stretch.from, stretch.to, nodes).scrollIntoView())
    this.#changed()
    this.#editor.commands.focus()
    void this.#check()
  }

  #keeping(found: Found): HTMLElement {
    const { words } = this.#asking
    const input = el('input', { class: 'input', id: freshId(), maxlength: '300' })
    const problem = el('p', { class: 'field-problem', role: 'alert', hidden: true })
    const keep = async () => {
      try {
        const { sentence, number } = found
        await this.#asking.keep({ key: this.#section, sentence, number, source: input.value })
        await this.#check(true)
        this.#editor.commands.focus()
      } catch (fault) {
        problem.hidden = false
        problem.textContent = fault instanceof Refused && fault.message ? fault.message : words.failed
        input.focus()
      }
    }
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      void keep()
    })
    return el(
      'details',
      {},
      el('summary', {}, words.keep),
      el('label', { for: input.id, class: 'field-label' }, words.source),
      el('p', { class: 'field-hint' }, words.source_hint),
      problem,
      input,
      ' ',
      el('button', { type: 'button', class: 'btn btn-quiet', onclick: () => void keep() }, words.keep),
    )
  }
}

function offerInWords({ words }: Asking, { shown, unit, name, proven, isYearSoFar }: Offered): string {
  const amount = `${shown} ${unit}`.trim()
  const proof = filled(words.meant_proven, { percent: proven })
  return `${amount} (${name}${isYearSoFar ? `, ${words.year_so_far}` : ''}, ${proof})`
}
