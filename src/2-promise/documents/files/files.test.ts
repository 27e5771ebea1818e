import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookPublic } from '#access'
import { figureOf } from '#figures'
import { renderDocx, renderPdf } from '#platform/documents'
import { keepFilesIn } from '#platform/files'
import { useDatabase } from '../../../../test/support/database.ts'
import { anOfficeFile, aPdf } from '../../../4-prove/evidence/keep/documents.fixture.ts'
import { aMonthOfWork, aReport } from '../../../platform/documents/documents.fixture.ts'
import { shippedLayout } from '../../../platform/documents/layout.fixture.ts'
import { aProgramme, registered } from '../../tasks/programme.fixture.ts'
import { documentPage, documentsFound } from '../read.ts'
import { addFiles, removeFile } from './change-files.ts'
import { keepPapers } from './keep-papers.ts'

useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'lantoa-papers-'))
let all: Awaited<ReturnType<typeof aProgramme>>
beforeAll(async () => {
  keepFilesIn(folder)
  all = await aProgramme()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const arriving = (name: string, bytes: Uint8Array) => ({ name, bytes: async () => bytes })
const report = () => aReport({ system: 'party', body: aMonthOfWork() })
const layout = shippedLayout('HD05_2026')
const march = { from: '2026-03-01', until: '2026-04-01' }

test('the words of a .docx and of a PDF are found without diacritics, and what is counted becomes evidenced', async () => {
  const { clerk, commune } = all
  const papers = await keepPapers([
    arriving('Báo cáo.docx', await renderDocx(report(), layout)),
    arriving('Báo cáo.pdf', await renderPdf(report(), layout)),
  ])
  const { id } = await registered(clerk, commune, { type: 'report', subject: 'Kết quả tháng' })
  const figure = () => lookPublic((db) => figureOf(db, { unitId: commune }, 'documents_issued', march))
  expect(await figure()).toMatchObject({ declared: 1, evidenced: 0 })

  await addFiles(clerk, id, papers)

  expect(papers.map(({ reading }) => reading)).toEqual(['read', 'read'])
  for (const { text } of papers) expect(text.length).toBeGreaterThan(300)
  expect(await figure()).toMatchObject({ declared: 0, evidenced: 1 })
  const [, first = ''] = /(\p{L}{4,} \p{L}{4,})/u.exec(papers[1]?.text ?? '') ?? []
  const found = await documentsFound(clerk, { text: first, limit: 5 })
  expect(found.rows.map((row) => row.id)).toContain(id)

  const { files } = await documentPage(clerk, id)
  for (const file of files) await removeFile(clerk, id, file.id)
  expect(await figure()).toMatchObject({ declared: 1, evidenced: 0 })
  expect((await documentsFound(clerk, { text: first, limit: 5 })).rows).toEqual([])
  await expect(removeFile(clerk, id, files[0]?.id ?? '')).rejects.toMatchObject({
    code: 'not_found_or_not_allowed',
  })
})

test('a locked PDF, a scan and a broken text are kept, and it is said that nothing could be read', async () => {
  // Nobody knows the password from which these 32 bytes come.
  const lock = `9 0 obj\n<</Filter/Standard/V 1/R 2/Length 40/P -44/O<${'5a'.repeat(32)}>/U<${'c3'.repeat(32)}>>>\nendobj\n`
  const open = aPdf({ objects: [lock] }).toString('latin1')
  const locked = Buffer.from(
    open.replace('/Root', `/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]/Encrypt 9 0 R/Root`),
    'latin1',
  )

  const papers = await keepPapers([
    arriving('khoa.pdf', locked),
    arriving('trong.pdf', aPdf()),
    arriving('la.docx', anOfficeFile('docx', { 'word/document.xml': '<w:document><w:body>' })),
  ])

  expect(papers[0]?.reading).toBe('unreadable')
  expect(['nothing', 'unreadable']).toContain(papers[1]?.reading)
  expect(papers[2]?.reading).not.toBe('read')
})

test.each([
  ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'file_kind_is_refused'],
  [
    'a PDF with a script',
    () => aPdf({ catalogue: '/OpenAction<</S/JavaScript/JS(x)>>' }),
    'document_is_active',
  ],
  [
    'a locked PDF with a script',
    () =>
      Buffer.from(
        aPdf({ catalogue: '/OpenAction<</S/JavaScript/JS(x)>>' })
          .toString('latin1')
          .replace('/Root', '/Encrypt 9 0 R/Root'),
        'latin1',
      ),
    'document_is_active',
  ],
  [
    'a zip bomb',
    () => anOfficeFile('docx', { 'word/document.xml': Buffer.alloc(210 * 1024 * 1024) }),
    'document_unpacks_too_large',
  ],
])('%s is refused', async (_, make, code) => {
  await expect(keepPapers([arriving('tep', make())])).rejects.toMatchObject({ code })
})

test('a .docx whose text unpacks to more than is read does not stop anything', async () => {
  const text = `<w:document><w:body><w:p><w:r><w:t>${'a '.repeat(20 * 1024 * 1024)}</w:t></w:r></w:p></w:body></w:document>`

  const [paper] = await keepPapers([
    arriving('lon.docx', anOfficeFile('docx', { 'word/document.xml': text })),
  ])

  expect(paper?.reading).toBe('unreadable')
})
