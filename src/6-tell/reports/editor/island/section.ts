import { Editor, Extension, type Range } from '@tiptap/core'
import { Document } from '@tiptap/extension-document'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Gapcursor, TrailingNode, UndoRedo } from '@tiptap/extensions'
import { Slice } from '@tiptap/pm/model'
import { NodeSelection, Selection } from '@tiptap/pm/state'
import { withoutEnd } from '#platform/plain-text'
import type { Asking } from './asking.ts'
import { besideBlocks } from './beside-blocks.ts'
import { el, freshId } from './dom.ts'
import type { Entry } from './entries.ts'
import { Findings } from './findings.ts'
import type { Labels } from './labels.ts'
import { askLive } from './live-dialog.ts'
import { typedNumbers } from './marks.ts'
import { headingNode, itemNode, liveBlockNode, liveNode } from './nodes.ts'
import { docOf, textOf, writableDocOf } from './notation.ts'
import { cleanHtml } from './pasted.ts'
import { slashMenu } from './slash-menu.ts'
import { toolbar } from './toolbar.ts'
import { forgetUnsaved, keepUnsaved, unsavedOf } from './unsaved.ts'

/** One section that is written in an editor; its text box stays in the form and is what is sent. */
export class SectionEditor {
  readonly key: string
  readonly #asking: Asking
  readonly #box: HTMLTextAreaElement
  readonly #seen: HTMLInputElement | null
  readonly #label: HTMLLabelElement | null
  readonly #surface: HTMLElement
  readonly #notes: HTMLElement
  readonly #editor: Editor
  readonly #findings: Findings
  readonly #undo: (() => void)[] = []

  constructor(
    place: HTMLElement,
    box: HTMLTextAreaElement,
    asking: Asking,
    labels: Labels,
    isSaved: boolean,
  ) {
    this.key = place.dataset.section ?? ''
    this.#asking = asking
    this.#box = box
    this.#seen = box.form?.elements.namedItem(`seen.${this.key}`) as HTMLInputElement | null
    this.#label = place.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(box.id)}"]`)
    this.#surface = el('div', { class: 'editor-surface' })
    this.#notes = el('div', { class: 'editor-notes', role: 'status' })
    const help = el('p', { class: 'field-hint', id: freshId() }, asking.words.help)
    this.#restore(isSaved)
    this.#editor = this.#edited(labels, help.id)
    // Whoever comes in by the keyboard writes on, and does not hold the first thing that is alive.
    const { state, view } = this.#editor
    view.dispatch(state.tr.setSelection(Selection.atEnd(state.doc)))
    this.#findings = new Findings(asking, this.key, this.#editor, {
      of: () => this.text,
      changed: () => this.#changed(),
    })
    const hint = place.querySelector<HTMLElement>('.field-hint')
    this.#standIn(hint, help)
    this.#suggest(place)
  }

  get text(): string {
    // The empty line behind what is alive is the editor's.
    return withoutEnd(textOf(this.#editor.getJSON()), /\n/)
  }

  /** Whether there is something that the server has not got. */
  get isUnsaved(): boolean {
    return this.#box.value !== this.#box.defaultValue
  }

  /** What is left from before a reload comes back; what was saved meanwhile is forgotten. */
  #restore(isSaved: boolean): void {
    const left = unsavedOf(this.key)
    if (!left) return
    const isKept = left.text.trim() === this.#box.value.trim() || (left.wasSent && isSaved)
    if (isKept) {
      forgetUnsaved(this.key)
      return
    }
    const { words } = this.#asking
    this.#box.value = left.text
    // Whoever has saved since then is not written over: the older version goes along, and both texts are shown.
    if (this.#seen && Number(left.seen) < Number(this.#seen.value)) this.#seen.value = left.seen
    this.#notes.append(
      el('p', { class: 'quiet' }, `${words.restored} `),
      el(
        'button',
        {
          type: 'button',
          class: 'btn btn-quiet',
          onclick: () => {
            this.#editor.commands.setContent(writableDocOf(this.#box.defaultValue))
            if (this.#seen) this.#seen.value = this.#seen.defaultValue
            forgetUnsaved(this.key)
            this.#notes.replaceChildren()
          },
        },
        words.discard,
      ),
    )
  }

  #edited(labels: Labels, describedBy: string): Editor {
    const opens = (_: HTMLElement, position: number) => void this.#change(position)
    if (this.#label) this.#label.id ||= freshId()
    return new Editor({
      element: this.#surface,
      injectCSS: false,
      content: writableDocOf(this.#box.value),
      extensions: [
        Document,
        Paragraph,
        Text,
        headingNode,
        itemNode,
        liveNode(labels, opens),
        liveBlockNode(labels, opens),
        UndoRedo,
        Gapcursor,
        typedNumbers,
        besideBlocks,
        TrailingNode.configure({ node: 'paragraph', notAfter: ['heading', 'item'] }),
        slashMenu(this.#asking, this.#surface, (editor, range, entry, asksMore) => {
          void this.#placeEntry(editor, range, entry, asksMore)
        }),
        this.#keys(),
      ],
      parseOptions: { preserveWhitespace: 'full' },
      editorProps: {
        attributes: {
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-describedby': describedBy,
          class: 'editor-text',
          lang: 'vi',
          spellcheck: 'true',
          ...(this.#label ? { 'aria-labelledby': this.#label.id } : {}),
        },
        transformPastedHTML: cleanHtml,
        clipboardTextParser: (text, _context, _plain, view) =>
          new Slice(view.state.schema.nodeFromJSON(docOf(text.normalize('NFC').trim())).content, 1, 1),
        clipboardTextSerializer: ({ content }) => textOf({ content: content.toJSON() ?? [] }),
      },
      onUpdate: () => this.#changed(),
      onFocus: () => this.#findings.soon(),
    })
  }

  #keys() {
    const change = () => {
      const { selection, doc } = this.#editor.state
      const { $from } = selection
      const near =
        selection instanceof NodeSelection
          ? selection.from
          : $from.nodeBefore?.type.name === 'live'
            ? $from.pos - $from.nodeBefore.nodeSize
            : $from.pos
      if (!doc.nodeAt(near)?.type.name.startsWith('live')) return false
      void this.#change(near)
      return true
    }
    return Extension.create({
      name: 'reportKeys',
      addKeyboardShortcuts: () => ({
        'Alt-Enter': change,
        'Shift-Enter': () => this.#editor.commands.splitBlock(),
        'Mod-s': () => {
          this.#box.form?.requestSubmit()
          return true
        },
      }),
    })
  }

  #changed(): void {
    const { text } = this
    this.#box.value = text
    if (this.isUnsaved) keepUnsaved(this.key, { text, seen: this.#seen?.value ?? '0', wasSent: false })
    else forgetUnsaved(this.key)
    this.#surface.dataset.unsaved = this.isUnsaved ? this.#asking.words.unsaved : ''
    this.#findings.soon()
  }

  /** Changes what is alive at a place, as the person says. */
  async #change(position: number): Promise<void> {
    const node = this.#editor.state.doc.nodeAt(position)
    if (!node) return
    const decided = await askLive(this.#asking, String(node.attrs.raw), { isNew: false })
    const stands = this.#editor.state.doc.nodeAt(position)
    if (decided && stands?.eq(node)) {
      const { tr } = this.#editor.state
      this.#editor.view.dispatch(
        decided === 'remove'
          ? tr.delete(position, position + node.nodeSize)
          : tr.setNodeMarkup(position, undefined, { raw: decided.raw }),
      )
    }
    this.#editor.commands.focus()
  }

  async #placeEntry(editor: Editor, range: Range, entry: Entry, asksMore: boolean): Promise<void> {
    let { raw } = entry
    const asks = entry.dialog !== undefined || (asksMore && entry.group === 'figures')
    editor.chain().focus().deleteRange(range).run()
    if (asks) {
      const decided = await askLive(this.#asking, raw, { isNew: true })
      if (!decided || decided === 'remove') {
        editor.commands.focus()
        return
      }
      raw = decided.raw
    }
    const isInline = entry.group === 'figures'
    editor
      .chain()
      .focus()
      .insertContent(
        isInline
          ? [
              { type: 'live', attrs: { raw } },
              { type: 'text', text: ' ' },
            ]
          : [{ type: 'liveBlock', attrs: { raw } }, { type: 'paragraph' }],
      )
      .run()
  }

  /** Puts the editor in the place of the text box, which stays what the form sends. */
  #standIn(hint: HTMLElement | null, help: HTMLElement): void {
    const { dom } = this.#editor.view
    const [box, label] = [this.#box, this.#label]
    const { id } = box
    const wasFor = label?.htmlFor ?? ''
    const tools = toolbar(this.#asking, this.#editor)
    box.before(help, tools, this.#notes, this.#surface)
    box.after(this.#findings.region)
    box.hidden = true
    box.removeAttribute('id')
    // Links to the field, of a summary of problems, lead to the editor.
    dom.id = id
    if (hint) hint.hidden = true
    label?.removeAttribute('for')
    const focus = () => this.#editor.commands.focus()
    label?.addEventListener('click', focus)
    this.#undo.push(() => {
      for (const one of [help, tools, this.#notes, this.#surface, this.#findings.region]) one.remove()
      box.hidden = false
      box.id = id
      if (hint) hint.hidden = false
      if (label) label.htmlFor = wasFor
      label?.removeEventListener('click', focus)
    })
  }

  /** A suggestion goes into the text at once; without scripts its button keeps the report. */
  #suggest(place: HTMLElement): void {
    for (const suggestion of place.querySelectorAll<HTMLElement>('[data-suggestion]')) {
      const insert = (event: Event) => {
        event.preventDefault()
        this.#append(suggestion.dataset.suggestion ?? '')
        suggestion.hidden = true
      }
      const button = suggestion.querySelector('button')
      button?.addEventListener('click', insert)
      this.#undo.push(() => button?.removeEventListener('click', insert))
    }
  }

  #append(text: string): void {
    const blocks = docOf(text).content ?? []
    const { doc } = this.#editor.state
    const last = doc.lastChild
    const isEmpty = last?.type.name === 'paragraph' && last.content.size === 0
    const end = doc.content.size
    this.#editor
      .chain()
      .insertContentAt(isEmpty ? { from: end - last.nodeSize, to: end } : end, blocks)
      .focus('end')
      .run()
  }

  /** Notes that what is unsaved has been sent: where the server has kept it, it is forgotten. */
  sent(): void {
    if (this.isUnsaved)
      keepUnsaved(this.key, { text: this.text, seen: this.#seen?.value ?? '0', wasSent: true })
  }

  /** Gives the text box back as it was, with what was typed. */
  destroy(): void {
    this.#findings.stop()
    this.#editor.destroy()
    for (const undo of this.#undo) undo()
  }
}
