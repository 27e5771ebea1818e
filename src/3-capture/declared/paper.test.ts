import { expect, test } from 'vitest'
import { asSystem, lookAsSystem } from '#access'
import { loadDocuments } from '#documents'
import { wordsOfSources } from '#figures'
import { newId } from '#platform/ids'
import { writeXlsx } from '#platform/spreadsheet'
import { useDatabase } from '../../../test/support/database.ts'
import { aDistrict } from '../../../test/support/district.ts'
import { pagesOf } from '../../../test/support/pages.ts'
import { useFiles } from '../../4-prove/evidence/evidence.fixture.ts'
import { declaredPages } from './pages/index.ts'
import { oneDeclared } from './read.ts'

useDatabase()
useFiles()
const { get, post, request } = pagesOf(declaredPages)

const paper = (words: string) =>
  new File([new Uint8Array(writeXlsx([{ name: 'a', rows: [[words]] }]))], `${words}.xlsx`)

test('the paper of a figure is a registered document and a file, which open from where the figure comes from', async () => {
  const { checker, stranger, commune, communeSlug } = await aDistrict()
  const documentId = newId()
  await asSystem('test.document', (tx) =>
    loadDocuments(tx, [
      {
        ...{ id: documentId, unitId: commune, direction: 'received' as const, type: 'report', number: null },
        ...{
          symbol: '12-BC/ĐU',
          issuedOn: '2021-02-03',
          receivedOn: '2021-02-05',
          issuer: 'Đảng ủy xã',
          issuerUnitId: commune,
        },
        ...{
          subject: 'Kết quả năm 2020',
          validFrom: null,
          validTo: null,
          carries: [],
          themeIds: [],
          countsFor: null,
        },
      },
    ]),
  )
  const to = `/khai-so-lieu/moi?don-vi=${communeSlug}&chi-tieu=test_waste_kg`
  const typed = {
    ...{ unitId: commune, indicator: 'test_waste_kg', years: '2020', 'part.test_waste_kg': '480' },
    ...{ countedBy: 'Văn phòng', paper: 'Báo cáo năm 2020' },
  }

  const unknown = await post(checker, to, { ...typed, document: '99-BC/ĐU' })
  const declared = await post(checker, to, { ...typed, document: '12-BC/ĐU', photos: paper('bao-cao') })
  const id = /khai-so-lieu\/([0-9a-f-]{36})/.exec(declared.location ?? '')?.[1] ?? ''
  const page = await get(checker, `/khai-so-lieu/${id}`)
  const opened = await request(checker, `/khai-so-lieu/${id}/van-ban`)
  const ofStranger = await request(stranger, `/khai-so-lieu/${id}/van-ban`)
  const words = await lookAsSystem((db) => wordsOfSources(db, [{ sourceKind: 'declared', sourceId: id }]))
  const corrected = await post(checker, `/khai-so-lieu/${id}/sua`, {
    ...{ ...typed, version: '1', why: 'Thiếu một tổ', document: '', photos: paper('ban-sua') },
  })
  const { figure } = await oneDeclared(checker, id)

  expect(unknown.status).toBe(422)
  expect(page.text).toContain(`href="/van-ban/${documentId}"`)
  expect(page.text).toContain('bao-cao.xlsx')
  expect([opened.status, ofStranger.status]).toEqual([200, 404])
  expect(words.get(id)?.href).toBe(`/khai-so-lieu/${id}`)
  expect(corrected.status).toBe(303)
  expect(figure).toMatchObject({ documentId: null, fileName: 'ban-sua.xlsx' })
})
