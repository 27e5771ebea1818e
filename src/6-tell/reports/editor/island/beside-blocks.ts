import { Extension } from '@tiptap/core'
import { NodeSelection, Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/**
 * Where something alive on a line of its own is selected, makes an empty line behind it and goes there: what is typed or
 * placed would else take its place. @returns whether it did
 */
export function stepBehindBlock(view: EditorView): boolean {
  const { selection, schema, tr } = view.state
  if (!(selection instanceof NodeSelection) || !selection.node.isBlock) return false
  const empty = schema.nodes.paragraph?.create()
  if (!empty) return false
  tr.insert(selection.to, empty)
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1)).scrollIntoView())
  return true
}

/** A key that writes something, alone or through an input method. */
const writes = ({ key, keyCode, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && ([...key].length === 1 || key === 'Enter' || keyCode === 229)

/** Keeps what is alive from being replaced by what is typed, composed or pasted while it is selected. */
export const besideBlocks = Extension.create({
  name: 'besideBlocks',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleKeyDown: (view, event) => {
          const isBehind = writes(event) && stepBehindBlock(view)
          // The new line is what Enter asked for; a letter goes into it by itself.
          return isBehind && event.key === 'Enter'
        },
        handleTextInput: (view, _from, _to, text) => {
          if (!stepBehindBlock(view)) return false
          view.dispatch(view.state.tr.insertText(text))
          return true
        },
        handlePaste: (view) => {
          stepBehindBlock(view)
          return false
        },
        handleDOMEvents: {
          compositionstart: (view) => {
            stepBehindBlock(view)
            return false
          },
        },
      },
    }),
  ],
})
