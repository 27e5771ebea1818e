// Reads Word files and checks them in a thread of its own: a file that was made to take for ever takes nobody's time but its own.
import { answerFromThread } from '#platform/answer-from-thread'
import { readDocx } from '#platform/documents/read-docx'
import { checkDocument } from './check-document.ts'
import type { CheckAsked, CheckedFile } from './check-file.ts'

await answerFromThread<CheckAsked>(({ bytes, before, against }): CheckedFile => {
  const { paragraphs, notices } = readDocx(bytes)
  const earlier = before ? readDocx(before).paragraphs.map(({ text }) => text) : []
  const texts = paragraphs.map(({ text }) => text)
  return { paragraphs: checkDocument(texts, { ...against, before: earlier }), notices, read: texts.length }
})
