import type { IndicatorRow } from '#figures'

type Ready = Omit<IndicatorRow, 'position'>

const practice = 'Thực tiễn báo cáo Chỉ thị 05-CT/TW, chỉ tiêu thường gặp'

/** What study sessions count (S6). They stand after those of the initiatives. */
const ready: Ready[] = [
  {
    code: 'study_sessions',
    name_vi: 'Hội nghị, lớp học tập, quán triệt chuyên đề',
    name_en: 'Study conferences and classes',
    unit_vi: 'cuộc',
    unit_en: 'sessions',
    rule: 'sum',
    definition_vi:
      'Hội nghị, lớp học đã tổ chức, tính một lần cho đơn vị tổ chức. Buổi sinh hoạt chuyên đề của chi bộ tính ở chỉ tiêu riêng, không tính ở đây.',
    definition_en:
      'Conferences and classes held, each once, for the unit that held it. Theme meetings of a Party cell have an indicator of their own.',
    source: `${practice} 3`,
  },
  {
    code: 'cell_theme_sessions',
    name_vi: 'Buổi sinh hoạt chuyên đề của chi bộ',
    name_en: 'Theme meetings of Party cells',
    unit_vi: 'buổi',
    unit_en: 'meetings',
    rule: 'sum',
    definition_vi: 'Buổi sinh hoạt chuyên đề mà chi bộ đã tổ chức, tính một lần cho chi bộ.',
    definition_en: 'Theme meetings that a Party cell held, each once, for the cell.',
    source: `${practice} 9`,
  },
  {
    code: 'study_attendances',
    name_vi: 'Lượt người học tập, quán triệt',
    name_en: 'Attendances at study sessions',
    unit_vi: 'lượt người',
    unit_en: 'attendances',
    rule: 'sum',
    definition_vi:
      'Mỗi người dự một buổi tính một lượt. Của mỗi đơn vị ở mỗi buổi chỉ tính theo một cách đếm: số ghi, danh sách hoặc mã QR tại cửa; không cộng hai cách.',
    definition_en:
      'One for each person at each session. Of each unit at each session one way of counting stands – a number, a list or the code at the door – and never the sum of two.',
    source: `${practice} 4 (lượt người)`,
  },
  {
    code: 'study_persons',
    name_vi: 'Người học tập, quán triệt (có danh sách)',
    name_en: 'Different people at study sessions (where there is a list)',
    unit_vi: 'người',
    unit_en: 'people',
    rule: 'distinct',
    definition_vi:
      'Số người khác nhau, chỉ biết được ở buổi có danh sách: một người dự ba buổi là một người. Buổi chỉ ghi số hoặc điểm danh bằng mã không cho biết số người.',
    definition_en:
      'Different people, known only where there is a list: one person at three sessions is one. A number, or a code at the door, does not tell people apart.',
    source: `${practice} 4 (người)`,
  },
  {
    code: 'study_party_members',
    name_vi: 'Lượt đảng viên học tập, quán triệt',
    name_en: 'Attendances of Party members',
    unit_vi: 'lượt đảng viên',
    unit_en: 'attendances',
    rule: 'sum',
    definition_vi: 'Lượt dự của đảng viên, ở những buổi biết ai là đảng viên.',
    definition_en: 'Attendances of Party members, at sessions where it is known who is one.',
    source: `${practice} 5`,
  },
  {
    code: 'study_non_party',
    name_vi: 'Lượt người ngoài Đảng học tập, quán triệt',
    name_en: 'Attendances of people outside the Party',
    unit_vi: 'lượt người',
    unit_en: 'attendances',
    rule: 'sum',
    definition_vi: 'Lượt dự của người không phải là đảng viên, ở những buổi biết ai là đảng viên.',
    definition_en: 'Attendances of people who are no Party members, where that is known.',
    source: `${practice} 6`,
  },
  {
    code: 'study_party_members_invited',
    name_vi: 'Lượt đảng viên được triệu tập học tập',
    name_en: 'Party members called to study sessions',
    unit_vi: 'lượt đảng viên',
    unit_en: 'calls',
    rule: 'sum',
    definition_vi:
      'Số đảng viên được triệu tập đến các buổi đã tổ chức, của những đơn vị có ghi cả số triệu tập và số dự. Là mẫu số của tỷ lệ.',
    definition_en:
      'Party members called to sessions that were held, of units for which both the called and those who came are known. The denominator of the rate.',
    source: `${practice} 5`,
  },
  {
    code: 'study_party_members_present',
    name_vi: 'Lượt đảng viên dự trong số được triệu tập',
    name_en: 'Party members who came, of those called',
    unit_vi: 'lượt đảng viên',
    unit_en: 'attendances',
    rule: 'sum',
    definition_vi:
      'Lượt dự của đảng viên ở những đơn vị có ghi số được triệu tập. Là tử số của tỷ lệ; nơi không ghi số triệu tập thì không tính.',
    definition_en:
      'Attendances of Party members of units for which the number called is known. The numerator of the rate; where nobody said how many were called, nothing is counted.',
    source: `${practice} 5`,
  },
  {
    code: 'study_rate',
    name_vi: 'Tỷ lệ đảng viên học tập, quán triệt',
    name_en: 'Share of Party members who studied',
    unit_vi: '%',
    unit_en: '%',
    rule: 'derived',
    formula: 'percent(study_party_members_present, study_party_members_invited)',
    definition_vi:
      'Lượt đảng viên dự so với lượt đảng viên được triệu tập, chỉ ở những đơn vị biết cả hai số. Có thể trên 100% khi dự đông hơn số triệu tập.',
    definition_en:
      'Party members who came against those called, only of units for which both are known. It can be above 100 % where more came than were called.',
    source: `${practice} 5`,
  },
]

/** Indicators that study sessions post, after those that come with the figures. */
export const studyIndicators: IndicatorRow[] = ready.map((row, index) => ({ ...row, position: 3000 + index }))
