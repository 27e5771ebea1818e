import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Checked } from './asking.ts'

type Found = Checked['numbers'][number]

const key = new PluginKey<DecorationSet>('typedNumbers')

/** Marks typed numbers in the text; the marks move along with what is typed. */
export const typedNumbers = Extension.create({
  name: 'typedNumbers',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (change, marks) =>
          (change.getMeta(key) as DecorationSet | undefined) ?? marks.map(change.mapping, change.doc),
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
})

/** How many letters a child of a line takes in the notation. */
const lengthOf = (child: Node): number =>
  child.isText ? (child.text ?? '').length : String(child.attrs.raw).length

/** The place in the document of a place in a line of the notation; undefined where there is none. */
export function placeOf(doc: Node, line: number, column: number): number | undefined {
  if (line >= doc.childCount) return undefined
  let position = 1
  for (let index = 0; index < line; index += 1) position += doc.child(index).nodeSize
  const block = doc.child(line)
  if (block.isAtom) return undefined
  let left = column - (typeof block.attrs.mark === 'string' ? block.attrs.mark.length : 0)
  if (left < 0) return undefined
  for (let index = 0; index < block.childCount; index += 1) {
    const child = block.child(index)
    const length = lengthOf(child)
    if (left <= length && child.isText) return position + left
    if (left === 0) return position
    position += child.nodeSize
    left -= length
  }
  return left === 0 ? position : undefined
}

/** Where a typed number stands in the document. */
export function stretchOf(doc: Node, { line, from, to }: Found): { from: number; to: number } | undefined {
  const [begin, end] = [placeOf(doc, line, from), placeOf(doc, line, to)]
  return begin !== undefined && end !== undefined && begin < end ? { from: begin, to: end } : undefined
}

/** Shows the marks of what was found. */
export function showMarks(view: EditorView, numbers: readonly Found[]): void {
  const { doc } = view.state
  const marks = numbers.flatMap((found) => {
    const stretch = found.source === undefined ? stretchOf(doc, found) : undefined
    return stretch
      ? [Decoration.inline(stretch.from, stretch.to, { class: `typed-number typed-${found.kind}` })]
      : []
  })
  view.dispatch(view.state.tr.setMeta(key, DecorationSet.create(doc, marks)).setMeta('addToHistory', false))
}
