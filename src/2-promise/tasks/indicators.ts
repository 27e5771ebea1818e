import type { IndicatorRow } from '#figures'

const practice = 'Thực tiễn báo cáo Chỉ thị 05-CT/TW, chỉ tiêu thường gặp 2'
const regulation = 'Quy chế 08-QC/TW ngày 05/11/2025: theo dõi, đôn đốc nhiệm vụ trên dữ liệu'

const rows: Omit<IndicatorRow, 'position'>[] = [
  {
    code: 'plans_issued',
    name_vi: 'Kế hoạch, chương trình hành động đã ban hành',
    name_en: 'Plans and action programmes issued',
    unit_vi: 'văn bản',
    unit_en: 'plans',
    rule: 'sum',
    definition_vi: 'Kế hoạch và chương trình hành động đơn vị ban hành trong kỳ. Bản dự thảo không tính.',
    definition_en: 'Plans and action programmes that units issued in the period. Drafts are not counted.',
    source: practice,
  },
  {
    code: 'units_with_plan',
    name_vi: 'Đơn vị có ban hành kế hoạch',
    name_en: 'Units that issued a plan',
    unit_vi: 'đơn vị',
    unit_en: 'units',
    rule: 'distinct',
    definition_vi:
      'Đơn vị ban hành ít nhất một kế hoạch hoặc chương trình hành động trong kỳ; ban hành nhiều vẫn tính một.',
    definition_en:
      'Units that issued at least one plan or action programme in the period, each counted once.',
    source: practice,
  },
  {
    code: 'units_with_tasks',
    name_vi: 'Đơn vị được giao nhiệm vụ',
    name_en: 'Units that were given tasks',
    unit_vi: 'đơn vị',
    unit_en: 'units',
    rule: 'distinct',
    definition_vi: 'Đơn vị được cấp trên giao ít nhất một nhiệm vụ trong kỳ; được giao nhiều vẫn tính một.',
    definition_en: 'Units that were given at least one task from above in the period, each counted once.',
    source: practice,
  },
  {
    code: 'units_with_plan_rate',
    name_vi: 'Tỷ lệ đơn vị được giao nhiệm vụ có ban hành kế hoạch',
    name_en: 'Share of units with tasks that issued a plan',
    unit_vi: '%',
    unit_en: '%',
    rule: 'derived',
    formula: 'percent(units_with_plan, units_with_tasks)',
    definition_vi:
      'Đơn vị có ban hành kế hoạch so với đơn vị được giao nhiệm vụ trong kỳ, như 33/33. Có thể trên 100% khi đơn vị không được giao vẫn tự xây dựng kế hoạch.',
    definition_en:
      'Units that issued a plan against units that were given tasks in the period, such as 33/33. It can be above 100 % where units plan without being told.',
    source: practice,
  },
  {
    code: 'tasks_handed_down',
    name_vi: 'Nhiệm vụ đã giao',
    name_en: 'Tasks handed down',
    unit_vi: 'nhiệm vụ',
    unit_en: 'tasks',
    rule: 'sum',
    definition_vi:
      'Mỗi nhiệm vụ giao cho một đơn vị trong kỳ tính một. Nhiệm vụ đã thu hồi không tính; nhiệm vụ đơn vị tự giao cho mình không tính.',
    definition_en:
      'One for each task given to a unit in the period. Recalled tasks are not counted, nor those that a unit gives itself.',
    source: regulation,
  },
  {
    code: 'tasks_accepted',
    name_vi: 'Nhiệm vụ hoàn thành',
    name_en: 'Tasks accepted as done',
    unit_vi: 'nhiệm vụ',
    unit_en: 'tasks',
    rule: 'sum',
    definition_vi:
      'Nhiệm vụ được cấp giao công nhận hoàn thành trong kỳ. Đơn vị báo xong mà cấp giao chưa công nhận thì chưa tính.',
    definition_en:
      'Tasks that their giver accepted as done in the period. What is only said to be done is not counted.',
    source: regulation,
  },
  {
    code: 'tasks_accepted_in_time',
    name_vi: 'Nhiệm vụ hoàn thành đúng hạn',
    name_en: 'Tasks accepted that came in time',
    unit_vi: 'nhiệm vụ',
    unit_en: 'tasks',
    rule: 'sum',
    definition_vi:
      'Nhiệm vụ hoàn thành mà ngày nộp kết quả không quá hạn đã giao. Thời gian cấp giao xem xét không tính vào.',
    definition_en:
      'Accepted tasks whose result was handed in by the day set. How long the giver took does not matter.',
    source: regulation,
  },
  {
    code: 'tasks_carried_over',
    name_vi: 'Nhiệm vụ chuyển tiếp',
    name_en: 'Tasks carried over',
    unit_vi: 'nhiệm vụ',
    unit_en: 'tasks',
    rule: 'sum',
    definition_vi: 'Nhiệm vụ chưa xong được chuyển sang kế hoạch sau trong kỳ.',
    definition_en: 'Unfinished tasks that were carried over into a later plan in the period.',
    source: regulation,
  },
  {
    code: 'tasks_accepted_rate',
    name_vi: 'Tỷ lệ nhiệm vụ hoàn thành',
    name_en: 'Share of tasks accepted as done',
    unit_vi: '%',
    unit_en: '%',
    rule: 'derived',
    formula: 'percent(tasks_accepted, tasks_handed_down)',
    definition_vi:
      'Nhiệm vụ hoàn thành trong kỳ so với nhiệm vụ được giao trong kỳ. Có thể trên 100% khi nhiệm vụ giao từ kỳ trước hoàn thành trong kỳ này.',
    definition_en:
      'Tasks accepted in the period against those handed down in it. It can be above 100 % where tasks of an earlier period were finished.',
    source: regulation,
  },
  {
    code: 'tasks_in_time_rate',
    name_vi: 'Tỷ lệ nhiệm vụ hoàn thành đúng hạn',
    name_en: 'Share of accepted tasks that came in time',
    unit_vi: '%',
    unit_en: '%',
    rule: 'derived',
    formula: 'percent(tasks_accepted_in_time, tasks_accepted)',
    definition_vi: 'Nhiệm vụ hoàn thành đúng hạn so với nhiệm vụ hoàn thành trong kỳ.',
    definition_en: 'Accepted tasks that came in time against all accepted in the period.',
    source: regulation,
  },
]

/** What plans and tasks count (S1, S5): who has planned, what was given, what was done and in time. */
export const planAndTaskIndicators: readonly IndicatorRow[] = rows.map((row, index) => ({
  ...row,
  position: 5000 + index * 10,
}))
