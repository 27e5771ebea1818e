import type { Actor } from '#access'
import type { Field } from '#kinds'
import { type Cell, writeXlsx } from '#platform/spreadsheet'
import { columnsToFill, type PastColumn, titleOf } from './columns.ts'
import { kindToImport } from './import-registers.ts'

const examples: Record<Field['type'], string> = {
  count: '12',
  quantity: '37,5',
  money: '1.500.000',
  people: '8',
  text: 'Ấp 3',
  choice: '',
  choices: '',
  date: '15/03/2023',
  time: '7:30',
  place: '10.7626, 106.6602',
  repeat: '',
  photo: '',
}

const partsInWords: Record<string, [how: string, example: string]> = {
  unit: [
    'Tên đơn vị vào ngày đó, hoặc mã đơn vị. Nhiều đơn vị trùng tên thì ghi thêm tên xã sau dấu phẩy.',
    'Ấp 1, Xã Long Trạch',
  ],
  initiative: [
    'Tên mô hình. Đơn vị chưa có mô hình tên đó thì mô hình được lập luôn, nếu người nhập có quyền.',
    'Thu gom ve chai',
  ],
  day: ['Ngày/tháng/năm. Cả tháng thì ghi ngày cuối tháng.', '31/12/2019'],
  summary: ['Một hai câu. Có thể để trống.', 'Thu gom quý IV.'],
  started: ['Chỉ cần khi mô hình được lập từ tệp này. Trống: ngày đầu tiên trong tệp.', '01/06/2018'],
}

function inWords({ path, field }: PastColumn): [how: string, example: string] {
  if (!field) return partsInWords[path] ?? ['', '']
  const choices = (field.choices ?? []).map(({ label_vi }) => label_vi)
  const must = field.required ? 'Bắt buộc. ' : ''
  if (field.type === 'choice') return [`${must}Một trong: ${choices.join('; ')}`, choices[0] ?? '']
  if (field.type === 'choices')
    return [
      `${must}Một hay nhiều, cách nhau bằng dấu chấm phẩy: ${choices.join('; ')}`,
      choices.slice(0, 2).join('; '),
    ]
  return [`${must}${field.help_vi ?? ''}`.trim(), examples[field.type]]
}

/** An empty register of a kind, and a sheet that says how each column is filled in, with its choices and an example. */
export async function emptyRegister(actor: Actor, kind: string): Promise<Buffer<ArrayBuffer>> {
  const { form } = await kindToImport(actor, kind)
  const columns = columnsToFill(form.fields)
  const guide = columns.map((column): Cell[] => [column.title, ...inWords(column)])
  const wide = (column: PastColumn): number => (column.title === titleOf('summary') ? 40 : 22)
  return writeXlsx([
    { name: 'Số liệu cũ', rows: [columns.map(({ title }) => title)], widths: columns.map(wide) },
    { name: 'Cách ghi', rows: [['Cột', 'Ghi gì', 'Thí dụ'], ...guide], widths: [36, 80, 24] },
  ])
}
