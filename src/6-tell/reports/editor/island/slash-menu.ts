import { type Editor, Extension, type Range } from '@tiptap/core'
import { Suggestion, type SuggestionProps } from '@tiptap/suggestion'
import type { Asking } from './asking.ts'
import { el, filled, freshId } from './dom.ts'
import { type Entry, entriesFor } from './entries.ts'

type Places = (editor: Editor, range: Range, entry: Entry, asksMore: boolean) => void

/** The menu that a stroke opens: figures by name, tables, charts, lists. `around` is what it stands in. */
export const slashMenu = (asking: Asking, around: HTMLElement, places: Places) =>
  Extension.create({
    name: 'slashMenu',
    addProseMirrorPlugins() {
      const list = new MenuList(asking, around)
      return [
        Suggestion<Entry, { entry: Entry; asksMore: boolean }>({
          editor: this.editor,
          char: '/',
          allowSpaces: true,
          allow: ({ state }) => state.selection.$from.parent.type.name !== 'heading',
          items: async ({ query }) => {
            try {
              return entriesFor(await asking.menu(), query)
            } catch {
              list.failed()
              return []
            }
          },
          command: ({ editor, range, props }) => places(editor, range, props.entry, props.asksMore),
          render: () => ({
            onStart: (props) => list.show(props),
            onUpdate: (props) => list.show(props),
            onKeyDown: ({ event }) => list.press(event),
            onExit: () => list.hide(),
          }),
        }),
      ]
    },
  })

type Shown = SuggestionProps<Entry, { entry: Entry; asksMore: boolean }>

class MenuList {
  readonly #asking: Asking
  readonly #box = el('div', { class: 'slash-menu', tabindex: '0', hidden: true })
  readonly #status: HTMLElement
  readonly #around: HTMLElement
  #props: Shown | undefined
  #chosen = 0

  constructor(asking: Asking, around: HTMLElement) {
    this.#asking = asking
    this.#around = around
    this.#status = el('p', { class: 'sr-only', role: 'status' })
    around.append(this.#box, this.#status)
  }

  get #isOpen(): boolean {
    return !this.#box.hidden
  }

  failed(): void {
    this.#status.textContent = this.#asking.words.failed
  }

  show(props: Shown): void {
    const { words } = this.#asking
    const isNew = this.#props?.query !== props.query
    this.#props = props
    if (isNew) this.#chosen = 0
    this.#chosen = Math.min(this.#chosen, Math.max(0, props.items.length - 1))
    // A stroke in running text is no question once nothing is called so.
    if (props.items.length === 0 && props.query.length > 12) {
      this.hide()
      return
    }
    this.#status.textContent =
      props.items.length === 0 ? words.menu_empty : filled(words.menu_count, { count: props.items.length })
    this.#box.replaceChildren(...this.#groups(props.items))
    this.#box.hidden = false
    this.#place(props)
    this.#mark()
  }

  #groups(items: readonly Entry[]): Node[] {
    const { words } = this.#asking
    if (items.length === 0) return [el('p', { class: 'quiet' }, words.menu_empty)]
    const list = el('div', { role: 'listbox', 'aria-label': words.menu, id: freshId() })
    for (const group of new Set(items.map((one) => one.group))) {
      const name = el(
        'p',
        { class: 'slash-group', id: freshId() },
        group === 'figures' ? words.menu_figures : words.menu_blocks,
      )
      const part = el('div', { role: 'group', 'aria-labelledby': name.id }, name)
      items.forEach((entry, index) => {
        if (entry.group !== group) return
        const option = el(
          'div',
          {
            role: 'option',
            id: freshId(),
            class: 'slash-option',
            'data-index': String(index),
            // The text keeps the focus: a press must not take it.
            onmousedown: (event) => event.preventDefault(),
            onclick: () => this.#choose(index, false),
          },
          el('span', { class: 'slash-label' }, entry.label),
          el('span', { class: 'slash-hint' }, entry.hint),
        )
        part.append(option)
      })
      list.append(part)
    }
    return [list]
  }

  #place({ clientRect }: Shown): void {
    const caret = clientRect?.()
    if (!caret) return
    const around = this.#around.getBoundingClientRect()
    const left = Math.max(0, Math.min(caret.left - around.left, around.width - this.#box.offsetWidth))
    this.#box.style.left = `${Math.round(left)}px`
    // Above the line where there is no room beneath it, as over the keyboard of a phone.
    const height = this.#box.offsetHeight
    const isLow =
      caret.bottom + height > (window.visualViewport?.height ?? window.innerHeight) && caret.top > height
    const top = isLow ? caret.top - height - 6 : caret.bottom + 6
    this.#box.style.top = `${Math.round(top - around.top)}px`
  }

  #mark(): void {
    const text = this.#props?.editor.view.dom
    text?.removeAttribute('aria-activedescendant')
    for (const option of this.#box.querySelectorAll<HTMLElement>('[role=option]')) {
      const isChosen = option.dataset.index === String(this.#chosen)
      option.setAttribute('aria-selected', String(isChosen))
      if (!isChosen) continue
      option.scrollIntoView({ block: 'nearest' })
      text?.setAttribute('aria-activedescendant', option.id)
    }
    const list = this.#box.querySelector('[role=listbox]')
    if (list) text?.setAttribute('aria-controls', list.id)
  }

  #choose(index: number, asksMore: boolean): void {
    const entry = this.#props?.items[index]
    if (entry) this.#props?.command({ entry, asksMore })
  }

  press(event: KeyboardEvent): boolean {
    const items = this.#props?.items ?? []
    if (!this.#isOpen || items.length === 0 || event.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      // In the order in which they are seen, whatever their order in the answer.
      const order = [...this.#box.querySelectorAll<HTMLElement>('[role=option]')].map(({ dataset }) =>
        Number(dataset.index),
      )
      const at = (order.indexOf(this.#chosen) + step + order.length) % order.length
      this.#chosen = order[at] ?? 0
      this.#mark()
      return true
    }
    if (event.key !== 'Enter' && event.key !== 'Tab') return false
    this.#choose(this.#chosen, event.altKey)
    return true
  }

  hide(): void {
    this.#box.hidden = true
    this.#status.textContent = ''
    const text = this.#props?.editor.view.dom
    text?.removeAttribute('aria-activedescendant')
    text?.removeAttribute('aria-controls')
  }
}
