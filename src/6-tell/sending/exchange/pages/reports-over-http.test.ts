import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { useDatabase } from '../../../../../test/support/database.ts'
import { programs } from '../../../../../test/support/program.ts'
import { useFiles } from '../../../../4-prove/evidence/evidence.fixture.ts'
import { web } from '../../../../web.ts'
import { signPaper } from '../../../papers/sign-paper.ts'
import {
  aFrozenReport,
  aReportingUnit,
  day,
  password,
  printing,
  type ReportingUnit,
  written,
} from '../../../reports/frozen.fixture.ts'
import { saveReport } from '../../../reports/save-report.ts'
import { reportPackage } from '../out/package-schema.ts'

useDatabase()
useFiles()

const call = programs()
let unit: ReportingUnit

beforeAll(async () => {
  unit = await aReportingUnit()
  await saveReport(unit.checker, { slug: unit.communeSlug, period: '2026-04' }, written())
  const frozen = await aFrozenReport(unit, '2026-03', { number: 7 })
  await signPaper(unit.secretary, frozen.id, { proof: { password }, number: 7, printing }, day)
})

const at = (rest = '', period = '2026-03') => `/reports/${unit.commune}/${period}${rest}`

test('an issued report is taken away as it was frozen: as JSON, Word, PDF, and for DHIS2', async () => {
  const json = await (await call(unit.checker, 'GET', at())).json()
  const docx = Buffer.from(await (await call(unit.checker, 'GET', at('/docx'))).arrayBuffer())
  const pdf = Buffer.from(await (await call(unit.checker, 'GET', at('/pdf'))).arrayBuffer())
  const dhis2 = await (await call(unit.checker, 'GET', at('/dhis2'))).json()

  expect(reportPackage.parse(json).ReportStatus).toMatchObject({ state: 'issued', number: 7 })
  expect(docx.subarray(0, 2).toString()).toBe('PK')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(dhis2).toMatchObject({
    dataSet: 'monthly',
    period: '202603',
    completeDate: day,
  })
})

test('the schema of the package is read by whoever was sent one', async () => {
  const { $schema } = await (await call(unit.checker, 'GET', at('', '2026-04'))).json()
  const app = web({ site: { name: 'Thử', origin: 'https://lantoa.example.vn' }, log: () => {} })

  const answer = await app.request($schema)

  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ $id: $schema, type: 'object' })
})

test('reports are listed page by page to those who read them; others find none', async () => {
  const list = async (rest: string, person = unit.checker) =>
    (await call(person, 'GET', `/reports${rest}`)).json()

  const first = await list('?limit=1')
  const second = await list(`?limit=1&after=${first.next}`)

  expect([first.rows[0], second.rows[0]]).toMatchObject([
    { unitId: unit.commune, period: '2026-03', state: 'issued', number: 7 },
    { unitId: unit.commune, period: '2026-04', state: 'draft' },
  ])
  expect(second.next).toBeUndefined()
  expect((await list('?period=2026-04')).rows).toHaveLength(1)
  expect((await list(`?under=${unit.neighbour}`)).rows).toEqual([])
  expect((await list('', unit.stranger)).rows).toEqual([])
})

test('whoever may not read a report is told what nobody is told, and a period that is none is named', async () => {
  const asked = (person = unit.recorder, path = at()) => call(person, 'GET', path)

  const statuses = await Promise.all([
    asked(),
    asked(unit.stranger),
    asked(unit.recorder, at('/docx')),
    asked(unit.stranger, at('/dhis2')),
    asked(unit.checker, `/reports/${newId()}/2026-03`),
  ])
  const odd = await asked(unit.checker, at('', '2026-13'))

  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  expect(await odd.json()).toMatchObject({ status: 422, code: 'report_period_is_malformed' })
})
