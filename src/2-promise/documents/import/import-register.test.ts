import { beforeAll, describe, expect, test } from 'vitest'
import { lookPublic } from '#access'
import { figureOf, totalOf } from '#figures'
import { writeXlsx } from '#platform/spreadsheet'
import { useDatabase } from '../../../../test/support/database.ts'
import { aProgramme, registered } from '../../tasks/programme.fixture.ts'
import { chainOf, documentsFound } from '../read.ts'
import { registerImport, sheetOf } from './import-register.ts'

useDatabase()
const { preview: previewRegister } = registerImport
let all: Awaited<ReturnType<typeof aProgramme>>
beforeAll(async () => {
  all = await aProgramme()
})

const head = [
  'STT',
  'Số, ký hiệu',
  'Ngày ban hành',
  'Loại văn bản',
  'Trích yếu nội dung',
  'Thực hiện văn bản',
  'Ghi chú',
]
type Row = [number, string, string | { day: string }, string, string, string, string]
const rowOf = (
  symbol: string,
  day: string | { day: string },
  over: { type?: string; subject?: string; carries?: string } = {},
): Row => [
  1,
  symbol,
  day,
  over.type ?? '',
  over.subject ?? 'Trích yếu của văn bản',
  over.carries ?? '',
  'ghi chú bỏ qua',
]
const file = (...rows: Row[]) => ({
  name: 'so-van-ban-di.xlsx',
  bytes: writeXlsx([{ name: 'Sổ', rows: [['SỔ VĂN BẢN ĐI NĂM 2024'], head, ...rows] }]),
})
const preview = (...rows: Row[]) =>
  previewRegister(all.clerk, { unitId: all.commune, direction: 'issued' }, file(...rows), '2026-11-20')

describe('a register of an office', () => {
  test('is previewed, written once, linked and counted; sent again it adds nothing', async () => {
    const { clerk, commune } = all
    const rows = [
      rowOf('12-KH/ĐU', { day: '2024-03-05' }),
      rowOf('13-KH/ĐU', '15/4/2024', { carries: '12-KH/ĐU ngày 5/3/2024' }),
      rowOf('07-CV/ĐU', '1/4/2024', { type: 'Công văn' }),
    ]
    const seen = await preview(...rows)
    expect(seen.plan).toMatchObject({ problems: [], unchanged: 0 })
    expect(seen.plan.added.map(({ type, number }) => [type, number])).toEqual([
      ['plan', 12],
      ['plan', 13],
      ['official_letter', 7],
    ])
    expect(seen.notices.map(({ code }) => code)).toEqual(['columnsIgnored'])
    if (!seen.confirm) throw new Error('It cannot be confirmed.')
    expect(
      (await registerImport.previewOf(clerk, seen.confirm.importId, {}, '2026-11-20')).plan.added,
    ).toHaveLength(3)

    expect(await registerImport.confirm(clerk, seen.confirm, {}, '2026-11-20')).toBe(3)

    await expect(registerImport.confirm(clerk, seen.confirm, {}, '2026-11-20')).rejects.toMatchObject({
      code: 'import_has_expired',
    })
    const figure = await lookPublic((db) =>
      figureOf(db, { unitId: commune }, 'documents_issued', { from: '2024-03-01', until: '2024-05-01' }),
    )
    expect(totalOf(figure)).toBe(3)
    const found = await documentsFound(clerk, { unitId: commune, year: 2024, limit: 10 })
    const top = found.rows.find(({ symbol }) => symbol === '12-KH/ĐU')
    expect((await chainOf(clerk, top?.id ?? '')).rows.map(({ document }) => document.symbol)).toEqual([
      '12-KH/ĐU',
      '13-KH/ĐU',
    ])
    expect((await registered(clerk, commune, { issuedOn: '2024-06-01' })).symbol).toBe('14-KH/ĐU')
    expect((await preview(...rows)).plan).toMatchObject({ added: [], unchanged: 3 })
    // What is exported is taken back unchanged.
    const again = { name: 'xuat.xlsx', bytes: sheetOf(found.rows) }
    const back = await previewRegister(clerk, { unitId: commune, direction: 'issued' }, again, '2026-11-20')
    expect(back.plan).toMatchObject({ problems: [], added: [], unchanged: 3 })
  })

  test('says by row and column what is wrong, all at once, and writes nothing', async () => {
    const { clerk, commune } = all
    const { plan, confirm } = await preview(
      rowOf('', '1/4/2024'),
      rowOf('20-KH/ĐU', '30/2/2024'),
      rowOf('21-KH/ĐU', '1/4/2027'),
      rowOf('không số', '1/4/2024', { type: 'Kế hoạch' }),
      rowOf('22-XX/ĐU', '1/4/2024'),
      rowOf('23-KH/ĐU', '1/4/2024', { type: 'Giấy lạ' }),
      rowOf('24-KH/ĐU', '1/4/2024', { carries: '99-CT/TW' }),
      rowOf('25-KH/ĐU', '1/4/2024'),
      rowOf('25-KH/ĐU', '1/4/2024'),
      rowOf('25-KH/ĐU', '2/4/2024'),
      rowOf('12-KH/ĐU', '9/9/2024'),
      rowOf('26-KH/ĐU', '1/4/1999', {}),
    )

    expect(confirm).toBeNull()
    expect(plan.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'symbol', 'field_is_required'],
      [4, 'issuedOn', 'import_day_is_no_day'],
      [5, 'issuedOn', 'document_day_is_in_future'],
      [6, 'symbol', 'document_import_number_is_missing'],
      [7, 'type', 'document_import_type_is_missing'],
      [8, 'type', 'document_import_type_is_unknown'],
      [9, 'carries', 'document_is_not_found'],
      [11, null, 'document_import_row_is_twice'],
      [12, 'symbol', 'document_import_number_is_taken'],
      [13, 'symbol', 'document_import_number_is_taken'],
      [14, 'issuedOn', 'fact_unit_did_not_exist_then'],
    ])
    expect((await documentsFound(clerk, { text: '25-KH', unitId: commune, limit: 5 })).rows).toEqual([])
  })

  test('is not written where somebody has registered meanwhile', async () => {
    const { clerk, commune } = all
    const seen = await preview(rowOf('40-KH/ĐU', '1/5/2024'))
    await registered(clerk, commune, { issuedOn: '2024-05-02', number: 40 })
    if (!seen.confirm) throw new Error('It cannot be confirmed.')

    await expect(registerImport.confirm(clerk, seen.confirm, {}, '2026-11-20')).rejects.toMatchObject({
      code: 'seen_is_outdated',
    })
  })

  test('of documents received needs issuer and day, and is nobody’s but the unit’s', async () => {
    const { clerk, next, commune } = all
    const received = {
      name: 'den.csv',
      bytes: Buffer.from(
        'Số ký hiệu,Ngày văn bản,Trích yếu,Tác giả,Ngày đến\n01-KL/TW,18/5/2021,Tiếp tục thực hiện Chỉ thị 05,Bộ Chính trị,25/5/2021\n02-KL/TW,19/5/2021,Kết luận khác,,\n',
      ),
    }

    const { plan } = await previewRegister(
      clerk,
      { unitId: commune, direction: 'received' },
      received,
      '2026-11-20',
    )

    expect(plan.added.map(({ type, receivedOn }) => [type, receivedOn])).toEqual([
      ['conclusion', '2021-05-25'],
    ])
    expect(plan.problems.map(({ column, code }) => [column, code])).toEqual([
      ['issuer', 'field_is_required'],
      ['receivedOn', 'field_is_required'],
    ])
    await expect(
      previewRegister(next, { unitId: commune, direction: 'received' }, received, '2026-11-20'),
    ).rejects.toMatchObject({ code: 'not_found_or_not_allowed' })
  })
})
