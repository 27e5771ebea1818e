import { InputRule, Node, type NodeViewRenderer } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { el } from './dom.ts'
import type { Labels } from './labels.ts'

type Opens = (place: HTMLElement, position: number) => void

/** Shows what something alive says now; pressed, it opens. */
const shownBy =
  (labels: Labels, tag: 'span' | 'div', opens: Opens): NodeViewRenderer =>
  ({ node, getPos }) => {
    const raw = String(node.attrs.raw)
    const dom = el(tag, {
      class: tag === 'span' ? 'live' : 'live live-block',
      'data-live': raw,
      contenteditable: 'false',
    })
    const stop = labels.watch(raw, (shown) => {
      dom.textContent = shown?.label || '…'
      dom.title = shown?.detail ?? ''
      dom.classList.toggle('live-gone', shown?.isGone ?? false)
    })
    dom.addEventListener('click', () => {
      const position = getPos()
      if (position !== undefined) opens(dom, position)
    })
    return {
      dom,
      destroy: stop,
      ignoreMutation: () => true,
      update: (next) => next.type === node.type && next.attrs.raw === raw,
    }
  }

const raw = { raw: { default: '', parseHTML: (element: HTMLElement) => element.dataset.live ?? '' } }

/** Something alive within words. */
export const liveNode = (labels: Labels, opens: Opens) =>
  Node.create({
    name: 'live',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => raw,
    parseHTML: () => [{ tag: 'span[data-live]' }],
    renderHTML: ({ node }) => ['span', { 'data-live': node.attrs.raw }, String(node.attrs.raw)],
    addNodeView: () => shownBy(labels, 'span', opens),
  })

/** Something alive on a line of its own. */
export const liveBlockNode = (labels: Labels, opens: Opens) =>
  Node.create({
    name: 'liveBlock',
    group: 'block',
    atom: true,
    addAttributes: () => raw,
    parseHTML: () => [{ tag: 'div[data-live]' }],
    renderHTML: ({ node }) => ['div', { 'data-live': node.attrs.raw }, String(node.attrs.raw)],
    addNodeView: () => shownBy(labels, 'div', opens),
  })

/** A heading. How its mark was written is kept. */
export const headingNode = Node.create({
  name: 'heading',
  group: 'block',
  content: 'text*',
  defining: true,
  addAttributes: () => ({
    level: { default: 2, rendered: false },
    mark: { default: '## ', rendered: false },
  }),
  parseHTML: () => [
    { tag: 'h1', attrs: { level: 2, mark: '## ' } },
    { tag: 'h2', attrs: { level: 2, mark: '## ' } },
    { tag: 'h3', attrs: { level: 3, mark: '### ' } },
    { tag: 'h4', attrs: { level: 3, mark: '### ' } },
  ],
  renderHTML: ({ node }) => [node.attrs.level === 3 ? 'h4' : 'h3', 0],
  addInputRules() {
    return [
      new InputRule({
        find: /^(#{2,3})\s$/,
        handler: ({ range, match, chain }) => {
          const level = (match[1] ?? '').length
          chain()
            .deleteRange(range)
            .setNode('heading', { level, mark: level === 3 ? '### ' : '## ' })
            .run()
        },
      }),
    ]
  },
})

/** An item of a list: a line with a dash. Items that follow each other are one list when they are printed. */
export const itemNode = Node.create({
  name: 'item',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({ mark: { default: '- ', rendered: false } }),
  // A list item of a page or of Word may hold paragraphs: its words alone are taken.
  parseHTML: () => [{ tag: 'p[data-item]', priority: 60 }, { tag: 'li' }],
  renderHTML: () => ['p', { 'data-item': '', class: 'editor-item' }, 0],
  addKeyboardShortcuts() {
    const isHere = () => this.editor.isActive('item')
    const state = () => this.editor.state
    return {
      // An item follows an item; one that stays empty ends the list.
      Enter: () => {
        if (!isHere()) return false
        const { parent } = state().selection.$from
        return parent.content.size === 0
          ? this.editor.commands.setNode('paragraph')
          : this.editor.chain().splitBlock().setNode('item', { mark: parent.attrs.mark }).run()
      },
      Backspace: () => {
        const { selection } = state()
        return (
          isHere() &&
          selection instanceof TextSelection &&
          selection.empty &&
          selection.$from.parentOffset === 0 &&
          this.editor.commands.setNode('paragraph')
        )
      },
    }
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^[-–•+*]\s$/,
        handler: ({ range, chain }) => {
          chain().deleteRange(range).setNode('item', { mark: '- ' }).run()
        },
      }),
    ]
  },
})
