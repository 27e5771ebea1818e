import type { Tx } from '#platform/database'
import { addDays, type Day } from '#platform/time'
import { documentNamed, type LoadedPlan, type LoadedPlans, type LoadedTask, loadPlans } from '#tasks'
import { type Chance, chanceFrom } from '../chance.ts'
import type { DemoPerson } from '../people.ts'
import { days, newCommunes, oldCommunes } from '../places.ts'
import type { District } from '../units.ts'
import type { ProgrammeOf } from './index.ts'

/** What a plan of the district asks of everybody; `lines` are organisations of the district, else all communes. */
const yearly = [
  {
    title: 'Mỗi xã, thị trấn xây dựng ít nhất một mô hình học tập và làm theo Bác',
    product: 'Mô hình được công nhận',
    clause: 'mục II.1',
    month: 6,
    lines: [],
  },
  {
    title: 'Tổ chức quán triệt chuyên đề năm đến cán bộ, đảng viên',
    product: 'Báo cáo kết quả lớp học',
    clause: 'mục II.2',
    month: 4,
    lines: [],
  },
  {
    title: 'Đăng ký việc làm theo của tập thể, cá nhân và đánh giá cuối năm',
    product: 'Bảng tổng hợp kết quả',
    clause: 'mục II.3',
    month: 11,
    lines: [],
  },
  {
    title: 'Đoàn thể vận động hội viên thực hiện một phong trào làm theo Bác',
    product: 'Báo cáo phong trào',
    clause: 'mục II.4',
    month: 10,
    lines: ['front', 'women', 'farmers', 'youth'],
  },
] as const

const results = [
  'Đã tổ chức xong, có biên bản và danh sách kèm theo.',
  'Hoàn thành theo kế hoạch, kết quả đã báo cáo cấp ủy.',
  'Đã làm xong; số liệu nằm ở các lần ghi của đơn vị.',
]
const missing = ['Thiếu biên bản họp ấp, đề nghị bổ sung.', 'Chưa nêu rõ sản phẩm, đề nghị làm rõ.']

type Making = LoadedPlans & { chance: Chance; at: District['at'] }

/** A task handed down to one unit, with all that happened to it until `state`. */
function rowOf(
  making: Making,
  given: Pick<
    LoadedTask,
    | 'planId'
    | 'parentId'
    | 'handingId'
    | 'unitId'
    | 'giverId'
    | 'title'
    | 'product'
    | 'clause'
    | 'dueOn'
    | 'state'
  > & {
    handedOn: Day
    handedInOn?: Day | null
    carriedInto?: string | null
    by: { giver: DemoPerson | undefined; unit: DemoPerson | undefined }
  },
): LoadedTask {
  const { chance } = making
  const { by, handedInOn = null, ...row } = given
  const received = ['received', 'working', 'returned', 'handed_in', 'accepted', 'carried_over'].includes(
    row.state,
  )
  const receivedOn = received ? addDays(row.handedOn, chance.between(1, 4)) : null
  const judgedOn =
    handedInOn && (row.state === 'accepted' || row.state === 'returned')
      ? addDays(handedInOn, chance.between(1, 5))
      : null
  const giver = by.giver?.id ?? null
  const unit = by.unit?.id ?? null
  const happened = (event: string, day: Day | null, note: string, byId: string | null) =>
    day ? [{ event, day, note, byId }] : []
  return {
    ...row,
    id: chance.id(Date.parse(row.handedOn)),
    indicator: null,
    amount: null,
    receivedOn,
    handedInOn,
    judgedOn,
    carriedInto: row.carriedInto ?? null,
    events: [
      ...happened('handed_down', row.handedOn, '', giver),
      ...happened('received', receivedOn, '', unit),
      ...((row.state === 'working' || row.state === 'carried_over') && row.unitId !== row.giverId
        ? happened('reported', receivedOn && addDays(receivedOn, 5), 'Đã phân công, đang làm ở hai ấp.', unit)
        : []),
      ...happened('handed_in', handedInOn, chance.pick(results), unit),
      ...(row.state === 'accepted' ? happened('accepted', judgedOn, '', giver) : []),
      ...(row.state === 'returned' ? happened('returned', judgedOn, chance.pick(missing), giver) : []),
      ...(row.state === 'carried_over' ? happened('carried_over', row.dueOn, '', giver) : []),
    ],
  }
}

/** The plans of the old district, a year each: nearly all done, some late, some carried over into the next year. */
function districtYears(making: Making, documents: ReadonlyMap<string, string | undefined>): void {
  const { chance, at } = making
  const district = at('district').id
  const nobody = { giver: undefined, unit: undefined }
  const programme = chance.id(Date.parse('2021-06-15'))
  making.plans.push({
    ...planOf(
      programme,
      district,
      'Chương trình hành động thực hiện Kết luận 01-KL/TW, nhiệm kỳ 2020–2025',
      ['2021-06-15', '2025-06-30'],
      documents.get('01-KL/TW'),
    ),
    kind: 'action_programme',
    state: 'closed',
    issuedOn: '2021-06-15',
    closedOn: '2025-06-30',
  })
  const years = [2022, 2023, 2024].map((year) => ({ year, id: chance.id(Date.parse(`${year}-01-10`)) }))
  const carried = new Map<string, LoadedTask>()
  for (const { year, id: planId } of years.toReversed()) {
    making.plans.push({
      ...planOf(
        planId,
        district,
        `Kế hoạch học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm ${year}`,
        [`${year}-01-10`, `${year}-12-31`],
        documents.get('05-CT/TW'),
      ),
      aboveId: programme,
      state: 'closed',
      issuedOn: `${year}-01-15`,
      closedOn: `${year}-12-31`,
    })
    for (const [index, { title, product, clause, month, lines }] of yearly.entries()) {
      const handedOn = `${year}-01-20`
      const dueOn = `${year}-${String(month).padStart(2, '0')}-25`
      const root = rowOf(making, {
        planId,
        parentId: null,
        handingId: null,
        unitId: district,
        giverId: district,
        title,
        product,
        clause,
        dueOn,
        state: 'accepted',
        handedOn,
        handedInOn: dueOn,
        by: nobody,
      })
      const units =
        lines.length > 0
          ? lines.map((line) => at(`district/${line}`).id)
          : oldCommunes.map(({ code }) => at(`old/${code}`).id)
      const handing = chance.id(Date.parse(handedOn))
      making.tasks.push(root)
      making.handings.push({
        id: handing,
        taskId: root.id,
        rule: {
          kinds: lines.length > 0 ? ['district_organisation'] : ['commune', 'township'],
          lines: [...lines],
          levels: [],
          beneathId: null,
          plus: [],
          minus: [],
        },
        dueOn,
        handedOn,
        tasks: units.length,
      })
      for (const unitId of units) {
        const next = carried.get(`${year + 1} ${index} ${unitId}`)
        const goesOn = next !== undefined && chance.happens(0.08)
        const handedInOn = addDays(
          dueOn,
          chance.happens(0.85) ? -chance.between(1, 20) : chance.between(1, 15),
        )
        const row = rowOf(making, {
          planId,
          parentId: root.id,
          handingId: handing,
          unitId,
          giverId: district,
          title,
          product,
          clause,
          dueOn,
          handedOn,
          by: nobody,
          ...(goesOn
            ? { state: 'carried_over' as const, carriedInto: next.id }
            : { state: 'accepted' as const, handedInOn }),
        })
        carried.set(`${year} ${index} ${unitId}`, row)
        making.tasks.push(row)
      }
    }
  }
}

const planOf = (
  id: string,
  unitId: string,
  title: string,
  [fromDay, toDay]: readonly [Day, Day],
  carriesOutId: string | undefined,
): LoadedPlan => ({
  id,
  unitId,
  kind: 'plan',
  title,
  documentId: null,
  carriesOutId: carriesOutId ?? null,
  aboveId: null,
  themeId: null,
  fromDay,
  toDay,
  state: 'issued',
  issuedOn: fromDay,
  closedOn: null,
})

type Open = {
  title: string
  product: string
  clause: string
  handed: number
  due: number
  states: readonly LoadedTask['state'][]
}

/** What the province asks of its communes today: something in every state, some of it late. */
const today: readonly Open[] = [
  {
    title: 'Mỗi xã đăng ký một mô hình dân vận khéo gắn với làm theo Bác',
    product: 'Mô hình được đăng ký',
    clause: 'mục II.1',
    handed: -60,
    due: -12,
    states: ['accepted', 'accepted', 'working', 'accepted', 'returned', 'handed_in'],
  },
  {
    title: 'Sơ kết việc thực hiện chuyên đề toàn khóa ở cơ sở',
    product: 'Báo cáo sơ kết',
    clause: 'mục II.3',
    handed: -40,
    due: -3,
    states: ['handed_in', 'accepted', 'received', 'handed_down', 'accepted', 'working'],
  },
  {
    title: 'Rà soát mô hình sau sắp xếp đơn vị, đề xuất mô hình duy trì',
    product: 'Danh mục mô hình',
    clause: 'mục III.2',
    handed: -14,
    due: 4,
    states: ['received', 'working', 'handed_down', 'handed_in', 'received', 'handed_down'],
  },
  {
    title: 'Tổ chức kể chuyện về Bác tại lễ chào cờ đầu tháng',
    product: 'Biên bản, ảnh buổi lễ',
    clause: 'mục II.4',
    handed: -3,
    due: 20,
    states: ['handed_down', 'received', 'handed_down', 'handed_down', 'received', 'handed_down'],
  },
]

function provinceToday(
  making: Making,
  { people, today: now }: ProgrammeOf,
  documents: ReadonlyMap<string, string | undefined>,
): void {
  const { chance, at } = making
  const person = (userName: string) => people.find((one) => one.userName === userName)
  const province = at('newProvince').id
  const from = [addDays(now, -90), days.reform].toSorted()[1] ?? now
  const planId = chance.id(Date.parse(from))
  making.plans.push(
    planOf(
      planId,
      province,
      `Kế hoạch học tập và làm theo Bác của tỉnh năm ${now.slice(0, 4)}`,
      [from, addDays(now, 150)],
      documents.get('05-CT/TW'),
    ),
  )
  const giver = person('lanhdao.tinh')
  const own: { unitId: string; row: LoadedTask; task: Open }[] = []
  for (const task of today) {
    const handedOn = [addDays(now, task.handed), from].toSorted()[1] ?? now
    const dueOn = addDays(now, task.due)
    const words = {
      title: task.title,
      product: task.product,
      clause: task.clause,
      dueOn,
      handedOn,
      giverId: province,
      planId,
    }
    const root = rowOf(making, {
      ...words,
      parentId: null,
      handingId: null,
      unitId: province,
      state: 'working',
      by: { giver, unit: giver },
    })
    const handing = chance.id(Date.parse(handedOn))
    making.tasks.push(root)
    making.handings.push({
      id: handing,
      taskId: root.id,
      rule: { kinds: ['commune'], lines: [], levels: [], beneathId: null, plus: [], minus: [] },
      dueOn,
      handedOn,
      tasks: newCommunes.length,
    })
    for (const [index, { code, userName }] of newCommunes.entries()) {
      const unitId = at(`new/${code}`).id
      const state = task.states[index] ?? 'handed_down'
      const isIn = ['handed_in', 'accepted', 'returned'].includes(state)
      const handedInOn = isIn ? [addDays(dueOn, -chance.between(1, 3)), addDays(now, -6)].toSorted()[0] : null
      const row = rowOf(making, {
        ...words,
        parentId: root.id,
        handingId: handing,
        unitId,
        state,
        by: { giver, unit: person(`duyet.${userName}`) },
        ...(handedInOn ? { handedInOn } : {}),
      })
      making.tasks.push(row)
      if (code === '28114') own.push({ unitId, row, task })
    }
  }
  communeToday(making, { planId, now, from, own, person })
}

/** Rạch Kiến has split two of its tasks further, among its organisations. */
function communeToday(
  making: Making,
  given: {
    planId: string
    now: Day
    from: Day
    own: readonly { unitId: string; row: LoadedTask; task: Open }[]
    person: (userName: string) => DemoPerson | undefined
  },
): void {
  const { chance, at } = making
  const lines = ['women', 'farmers', 'front', 'youth'] as const
  const states = ['accepted', 'working', 'handed_down', 'received'] as const
  for (const { unitId, row, task } of given.own.filter(
    ({ row: one }) => one.state === 'accepted' || one.state === 'working',
  )) {
    const handedOn = [addDays(row.handedOn ?? given.now, 2), given.from].toSorted()[1] ?? given.now
    const dueOn = [addDays(row.dueOn, -2), handedOn].toSorted()[1] ?? row.dueOn
    const handing = chance.id(Date.parse(handedOn))
    making.handings.push({
      id: handing,
      taskId: row.id,
      rule: {
        kinds: ['commune_organisation'],
        lines: [...lines],
        levels: [],
        beneathId: null,
        plus: [],
        minus: [],
      },
      dueOn,
      handedOn,
      tasks: lines.length,
    })
    for (const [index, line] of lines.entries()) {
      const state = row.state === 'accepted' ? 'accepted' : (states[index] ?? 'received')
      making.tasks.push(
        rowOf(making, {
          planId: given.planId,
          parentId: row.id,
          handingId: handing,
          unitId: at(`new/28114/${line}`).id,
          giverId: unitId,
          title: `${task.title}: phần việc của đoàn thể`,
          product: task.product,
          clause: task.clause,
          dueOn,
          handedOn,
          state,
          by: { giver: given.person('lanhdao.rachkien'), unit: given.person('ghi.rachkien') },
          ...(state === 'accepted' ? { handedInOn: addDays(dueOn, -1) } : {}),
        }),
      )
    }
  }
}

/** Loads the plans of each year and their tasks, in all states. The documents that they carry out are there where they were loaded before. */
export async function loadPlansAndTasks(tx: Tx, given: ProgrammeOf): Promise<void> {
  const { district } = given
  const documents = new Map<string, string | undefined>()
  for (const symbol of ['05-CT/TW', '01-KL/TW'])
    documents.set(symbol, await documentNamed(tx, district.at('newProvince').id, symbol))
  const making: Making = {
    plans: [],
    tasks: [],
    handings: [],
    chance: chanceFrom('plans and tasks'),
    at: district.at,
  }
  districtYears(making, documents)
  provinceToday(making, given, documents)
  await loadPlans(tx, making)
}
