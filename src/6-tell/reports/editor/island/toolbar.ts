import type { Editor } from '@tiptap/core'
import type { Asking } from './asking.ts'
import { stepBehindBlock } from './beside-blocks.ts'
import { el } from './dom.ts'

/** The few tools that a report needs; all of them have a key or a mark that does the same. */
export function toolbar({ words }: Asking, editor: Editor): HTMLElement {
  const tool = (label: string, sign: string, run: () => void, isOn?: () => boolean) => {
    const button = el(
      'button',
      {
        type: 'button',
        class: 'editor-tool',
        title: label,
        'aria-label': label,
        ...(isOn ? { 'aria-pressed': 'false' } : {}),
        onmousedown: (event) => event.preventDefault(),
        onclick: run,
      },
      sign,
    )
    if (isOn) editor.on('transaction', () => button.setAttribute('aria-pressed', String(isOn())))
    return button
  }
  const chain = () => editor.chain().focus()
  return el(
    'div',
    { class: 'editor-tools', role: 'group', 'aria-label': words.tools },
    tool(
      words.tool_heading,
      'H',
      () =>
        (editor.isActive('heading')
          ? chain().setNode('paragraph')
          : chain().setNode('heading', { level: 2, mark: '## ' })
        ).run(),
      () => editor.isActive('heading'),
    ),
    tool(
      words.tool_item,
      '•',
      () =>
        (editor.isActive('item')
          ? chain().setNode('paragraph')
          : chain().setNode('item', { mark: '- ' })
        ).run(),
      () => editor.isActive('item'),
    ),
    tool(words.tool_insert, '/', () => {
      stepBehindBlock(editor.view)
      const { $from } = editor.state.selection
      const before = $from.parent.isTextblock
        ? $from.parent.textBetween(0, $from.parentOffset, undefined, '￼')
        : ''
      chain()
        .insertContent(before === '' || before.endsWith(' ') ? '/' : ' /')
        .run()
    }),
    tool(words.tool_undo, '↶', () => chain().undo().run()),
    tool(words.tool_redo, '↷', () => chain().redo().run()),
  )
}
