/**
 * The sentences into which figures are bound. Documents are written in Vietnamese whatever language the interface speaks,
 * so the words stand here and not in `messages/`.
 */

/** Sentences of the section on results. `{name}` is filled with words or with a figure that opens. */
export const sentences = {
  byIndicator: 'Số liệu theo chỉ số',
  byUnit: 'Số liệu theo đơn vị',
  list: 'Các mô hình và kết quả trong kỳ',

  figure: '{name}: {amount} {unit}',
  figureProven: '{name}: {amount} {unit}, {proof}',
  stock: '{name} (đến cuối kỳ): {amount} {unit}',
  stockProven: '{name} (đến cuối kỳ): {amount} {unit}, {proof}',
  figureNil: '{name}: {amount}',
  ofWhich: 'trong đó',
  nothing:
    'Không phát sinh: trong {period} chưa có đơn vị nào ghi số liệu. Khi đơn vị ghi, báo cáo tự có số liệu.',
  nilReturn: 'không phát sinh',
  noEntry: '–',
  noInitiatives: 'Không phát sinh: chưa có mô hình nào trong kỳ.',
  legend:
    'Tỷ lệ có minh chứng là phần đã được kiểm tra kèm ảnh, được người dân xác nhận hoặc kiểm tra thực tế, làm tròn xuống. “Không phát sinh”: đơn vị đã báo số 0; “–”: chưa có ai ghi. Chỉ số “đến cuối kỳ” không cộng dồn.',
  counted: 'Số liệu được tổng hợp tự động từ hoạt động do đơn vị ghi; không có số nào nhập tay.',
  countedWithDeclared:
    'Số liệu được tổng hợp tự động từ hoạt động do đơn vị ghi và từ các số khai báo, nhập từ tệp nêu dưới đây, mỗi số kèm người đếm và nguồn:',
  declaredUnseen: 'nguồn không mở được với người lập báo cáo',
  declaredMore: 'và các số khai báo khác; mở từng số liệu để xem nguồn.',
  stillOpen: 'Kỳ báo cáo chưa kết thúc; số liệu tính đến thời điểm lập báo cáo, ngày {day}.',
  moreInitiatives: 'và {count} mô hình khác trong sổ mô hình.',

  allProven: 'toàn bộ có minh chứng',
  someProven: '{percent}\u00a0% có minh chứng',
  hardlyProven: 'dưới 1% có minh chứng',
  noneProven: 'chưa có minh chứng',

  lateTasks: 'Đến cuối kỳ còn {count} nhiệm vụ quá hạn.',
  targetsBehind: 'Có {count} chỉ tiêu chậm so với tiến độ: {names}.',
  targetsMissed: 'Có {count} chỉ tiêu năm không đạt: {names}.',
  reached: 'đạt {percent}',
  noDataOfTarget: 'chưa có số liệu',
  missedThere: 'chưa đạt ở {units}',
  behindThere: 'chậm ở {units}',
  silentParts: 'Còn {count} đơn vị chưa ghi số liệu nào trong kỳ: {names}.',
  silentInitiatives: 'Có {count} mô hình đang thực hiện nhưng chưa ghi hoạt động trong kỳ: {names}.',
  silentClosed:
    'Có {count} mô hình không công khai đang thực hiện nhưng chưa ghi hoạt động trong kỳ: {names}.',
  waiting: '{count} hoạt động còn chờ kiểm tra, chưa được tính.',
  returned: 'Việc ghi chép có nơi chưa đạt, {count} hoạt động bị trả lại mà chưa ghi lại.',
  hardlyProvenYet: 'Một số kết quả lớn còn ít minh chứng: ',
  noGaps: 'Các đơn vị có mô hình đều đã ghi hoạt động; không còn hoạt động nào chờ kiểm tra.',
  dueNext: 'Hoàn thành {count} nhiệm vụ đến hạn trong {next}.',
  goOn: 'Tiếp tục thực hiện các chỉ tiêu năm chưa đạt: {names}.',
  catchUp: 'Tập trung thực hiện các chỉ tiêu còn chậm: {names}.',
  finishLate: 'Đôn đốc, hoàn thành dứt điểm các nhiệm vụ quá hạn.',
  wakeUp: 'Rà soát các mô hình không phát sinh hoạt động để củng cố hoặc kết thúc.',
  recognisedMany: 'Trong kỳ, {count} mô hình được công nhận: {lines}. Tiêu biểu là {names}.',
  recognisedFew: 'Trong kỳ, {count} mô hình được công nhận: {names}.',
  themeOfYear: 'Chuyên đề năm {from}: “{theme}”.',
  themeOfTerm: 'Chuyên đề toàn khóa {from} – {until}: “{theme}”.',

  tableByIndicator: 'Bảng 1. Số liệu theo chỉ số, {period}',
  tableByUnit: 'Bảng 2. Số liệu theo đơn vị, {period}',
  tableOfInitiatives: 'Bảng 3. Mô hình và kết quả, {period}',
  tableOfClosed: 'Bảng 3 (tiếp). Mô hình không công khai và kết quả, {period}',
  chartByMonth: '{name} theo {step}, {period}',
  month: 'tháng',
  quarter: 'quý',
  year: 'năm',
  chartByUnit: '{name} theo đơn vị, {period}',
  total: 'Toàn đơn vị',
  ofOwn: 'của chính đơn vị',
  ofBelow: 'của các đơn vị bên dưới',
  own_area: 'Chính đơn vị (gồm cơ quan, tổ chức trực thuộc)',
  own: 'Chính đơn vị',
  others: 'Ngoài các tổ chức trên',
  rest: 'Còn lại',
  twice: 'Trừ phần tính ở nhiều dòng',
} as const

export const columnsOf = {
  byIndicator: ['STT', 'Chỉ số', 'Đơn vị tính', 'Trong kỳ', 'Luỹ kế từ đầu năm', 'Tỷ lệ có minh chứng'],
  unit: 'Đơn vị',
  initiatives: ['STT', 'Mô hình', 'Đơn vị thực hiện', 'Số hoạt động', 'Kết quả trong kỳ'],
} as const

/** How a line without a name of its own is headed: what the area's own units do. */
export const otherUnits = 'Các đơn vị khác'
