import { type IndicatorFigure, type Reach, totalOf } from '#figures'
import type { Telling } from '#prose'
import { countOf, type Results, resultsOf, targetsBehindIn } from '#prose'
import type { Topic } from '#regimes'

/** What a template asks of the data. */
type Data = {
  /** Whether a figure of the period is there and not nil. */
  has: (code: string) => boolean
  /** How much is counted of something that is no indicator, as `{{count …}}` says it. */
  counted: (name: string) => Promise<number>
  /** The body that reports: “Ban Thường vụ Đảng ủy xã Rạch Kiến”. */
  speaker: string
  results: Results
  telling: Telling
  /** The codes of which the unit itself, or the units beneath, have a figure that is not nil. */
  own: () => Promise<ReadonlySet<string>>
  below: () => Promise<ReadonlySet<string>>
}

type Template = (data: Data) => string | undefined | Promise<string | undefined>

const figure = (code: string, reach?: Reach): string => `{{figure ${code}${reach ? ` reach=${reach}` : ''}}}`
const count = (name: string): string => `{{count ${name}}}`

const codesWith = (figures: readonly IndicatorFigure[]): Set<string> =>
  new Set(
    figures
      .filter(({ figure: amounts }) => amounts.entries > 0 && totalOf(amounts) > 0)
      .map(({ indicator }) => indicator.code),
  )

/** “a, b và c”. */
function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} và ${last}`
}

/** The parts whose figures are there. */
const present = ({ has }: Data, parts: readonly (readonly [code: string, words: string])[]): string[] =>
  parts.filter(([code]) => has(code)).map(([code, words]) => `${figure(code)} ${words}`)

const types = [
  ['documents_issued_resolution', 'nghị quyết'],
  ['documents_issued_plan', 'kế hoạch'],
  ['documents_issued_decision', 'quyết định'],
  ['documents_issued_guidance', 'hướng dẫn'],
  ['documents_issued_official_letter', 'công văn'],
  ['documents_issued_report', 'báo cáo'],
  ['documents_issued_other', 'văn bản loại khác'],
] as const

const leadership: Template[] = [
  async (data) => {
    // Who speaks issued its own; what those beneath issued is said of them.
    const own = await data.own()
    const parts = types
      .filter(([code]) => own.has(code))
      .map(([code, words]) => `${figure(code, 'own')} ${words}`)
    const below = data.has('documents_issued') && (await data.below()).has('documents_issued')
    const beneath = below
      ? `Các đơn vị cấp dưới đã ban hành ${figure('documents_issued', 'below')} văn bản.`
      : undefined
    if (!own.has('documents_issued') || parts.length === 0) return beneath
    const all = `${data.speaker} đã ban hành ${figure('documents_issued', 'own')} văn bản lãnh đạo, chỉ đạo`
    return [`${all}, gồm ${joined(parts)}.`, beneath].filter(Boolean).join(' ')
  },
  ({ has }) => {
    if (!has('plans_issued')) return undefined
    const units =
      has('units_with_plan') && has('units_with_tasks')
        ? ` ${figure('units_with_plan')}/${figure('units_with_tasks')} đơn vị được giao nhiệm vụ đã ban hành kế hoạch thực hiện.`
        : ''
    return `Đã ban hành ${figure('plans_issued')} kế hoạch, chương trình hành động để cụ thể hoá việc thực hiện.${units}`
  },
  (data) => {
    if (!data.has('tasks_handed_down')) return undefined
    const done = present(data, [
      ['tasks_accepted', 'nhiệm vụ được nghiệm thu hoàn thành'],
      ['tasks_accepted_in_time', 'nhiệm vụ hoàn thành đúng hạn'],
    ])
    const given = `Đã giao ${figure('tasks_handed_down')} nhiệm vụ cho các đơn vị`
    return done.length === 0 ? `${given}.` : `${given}; trong kỳ có ${joined(done)}.`
  },
]

const study: Template[] = [
  ({ has }) => {
    if (!has('study_sessions')) return undefined
    // Attendances are never called people: one person may come three times.
    const came = has('study_attendances') ? ` với ${figure('study_attendances')} lượt người dự` : ''
    return `Đã tổ chức ${figure('study_sessions')} hội nghị, lớp học tập, quán triệt chuyên đề${came}.`
  },
  ({ has }) =>
    has('study_persons')
      ? `Theo danh sách, có ${figure('study_persons')} người đã tham gia học tập, quán triệt.`
      : undefined,
  ({ has }) =>
    has('study_party_members_invited') && has('study_party_members_present') && has('study_rate')
      ? `Có ${figure('study_party_members_present')}/${figure('study_party_members_invited')} lượt đảng viên được triệu tập đã dự học tập, đạt ${figure('study_rate')}%.`
      : undefined,
  ({ has }) =>
    has('cell_theme_sessions')
      ? `Các chi bộ đã tổ chức ${figure('cell_theme_sessions')} buổi sinh hoạt chuyên đề.`
      : undefined,
]

const publicity: Template[] = [
  ({ has }) => {
    if (!has('art_performances')) return undefined
    const audience = has('art_audience') ? `, phục vụ ${figure('art_audience')} lượt người xem` : ''
    return `Công tác tuyên truyền bằng văn nghệ được duy trì với ${figure('art_performances')} buổi biểu diễn${audience}.`
  },
]

const example: Template[] = [
  (data) => {
    const made = present(data, [
      ['pledges_personal', 'cá nhân'],
      ['pledges_collective', 'tập thể'],
    ])
    return made.length === 0 ? undefined : `Có ${joined(made)} đăng ký làm theo.`
  },
  (data) => {
    const done = present(data, [
      ['pledges_done_personal', 'đăng ký của cá nhân'],
      ['pledges_done_collective', 'đăng ký của tập thể'],
    ])
    return done.length === 0 ? undefined : `Trong kỳ, ${joined(done)} đã hoàn thành.`
  },
  (data) => {
    const signed = present(data, [
      ['commitments_signed', 'bản cam kết tu dưỡng, rèn luyện'],
      ['heads_plans', 'kế hoạch cá nhân của người đứng đầu'],
    ])
    return signed.length === 0 ? undefined : `Trách nhiệm nêu gương được thực hiện qua ${joined(signed)}.`
  },
]

const initiatives: Template[] = [
  async ({ counted }) => {
    if ((await counted('running')) === 0) return undefined
    const changes = []
    for (const [name, words] of [
      ['fresh', 'mô hình mới'],
      ['recognised', 'mô hình được công nhận'],
      ['ended', 'mô hình kết thúc'],
    ] as const)
      if ((await counted(name)) > 0) changes.push(`${count(name)} ${words}`)
    const since = changes.length === 0 ? '' : `; trong kỳ có ${joined(changes)}`
    return `Đến cuối kỳ, ${count('running')} mô hình đang được duy trì thực hiện${since}.`
  },
  async ({ counted }) =>
    (await counted('accepted')) > 0
      ? `Các mô hình đã có ${count('accepted')} hoạt động được kiểm tra, chấp nhận.`
      : undefined,
  ({ results }) => {
    const best = furthest(results)
    return best.length === 0
      ? undefined
      : `Nổi bật là ${best.length === 1 ? 'mô hình' : 'các mô hình'} ${joined(best)}.`
  },
]

/** The three initiatives with most to show: those recognised in the period first, then by accepted records. */
function furthest({ initiatives: all, records }: Results): string[] {
  const accepted = new Map<string, number>()
  for (const { initiativeId, state, count: records_ } of records)
    if (state === 'accepted') accepted.set(initiativeId, (accepted.get(initiativeId) ?? 0) + records_)
  const rank = (one: (typeof all)[number]) => (one.isRecognised ? 1e9 : 0) + (accepted.get(one.id) ?? 0)
  return all
    .filter((one) => rank(one) > 0)
    .toSorted((one, other) => rank(other) - rank(one))
    .slice(0, 3)
    .map(({ name, unitName }) => `“${inLine(name)}” (“${inLine(unitName)}”)`)
}

/** A name from the data within words of the notation: what would be alive in it, or end its quotation, is taken out. */
const inLine = (name: string): string => name.replace(/[{}|“”\r\n]+/g, ' ').trim()

const commendation: Template[] = [
  async ({ counted }) =>
    (await counted('recognised')) > 0
      ? `Trong kỳ, ${count('recognised')} mô hình được công nhận, gồm:\n{{recognised}}`
      : undefined,
]

/** The figures that say most, each with its proof. */
const duties: Template[] = [
  ({ results, has }) => {
    const shown = results.leading.filter(({ code }) => has(code)).slice(0, 4)
    if (shown.length === 0) return undefined
    const items = shown.map(
      ({ code, nameVi, unitVi }) => `- “${inLine(nameVi)}”: ${figure(code)} ${unitVi}, {{proof ${code}}}`,
    )
    return ['Một số kết quả nổi bật trong kỳ:', ...items].join('\n')
  },
]

const situation: Template[] = [
  async ({ counted, speaker }) =>
    (await counted('running')) > 0
      ? `${speaker} hiện có ${count('running')} mô hình đang thực hiện trên địa bàn, lĩnh vực phụ trách.`
      : undefined,
]

/** Below this share a figure is named for being hardly proven. */
const littleProof = 50

const shortcomings: Template[] = [
  async ({ counted }) =>
    (await counted('late_tasks')) > 0
      ? `Còn ${count('late_tasks')} nhiệm vụ quá hạn chưa hoàn thành.`
      : undefined,
  ({ results }) => {
    const unproven = results.figures
      .filter(({ figure: { declared }, figure: amounts }) => {
        const total = totalOf(amounts)
        return total > 0 && amounts.derived === undefined && ((total - declared) * 100) / total < littleProof
      })
      .slice(0, 3)
      .map(({ indicator }) => `“${inLine(indicator.nameVi)}” ({{proof ${indicator.code}}})`)
    return unproven.length === 0 ? undefined : `Một số số liệu còn ít minh chứng: ${joined(unproven)}.`
  },
  async ({ counted }) => {
    const waiting = (await counted('waiting')) > 0
    const returned = (await counted('returned')) > 0
    const parts = [
      ...(waiting ? [`${count('waiting')} hoạt động còn chờ kiểm tra`] : []),
      ...(returned ? [`${count('returned')} hoạt động bị trả lại chưa ghi lại cho đúng`] : []),
    ]
    return parts.length === 0
      ? undefined
      : `Việc ghi nhận và kiểm tra có lúc chưa kịp thời: ${joined(parts)}.`
  },
  async ({ counted, results }) => {
    if (results.unit.level === 'commune' || !results.unit.isArea) return undefined
    return (await counted('silent_units')) > 0
      ? `Còn ${count('silent_units')} đơn vị chưa ghi số liệu nào trong kỳ.`
      : undefined
  },
]

const next: Template[] = [
  async ({ counted, speaker }) =>
    (await counted('tasks_due_next')) > 0
      ? `${speaker} tập trung chỉ đạo hoàn thành ${count('tasks_due_next')} nhiệm vụ đến hạn trong kỳ tới.`
      : undefined,
  async ({ counted }) =>
    (await counted('late_tasks')) > 0
      ? `Khắc phục dứt điểm ${count('late_tasks')} nhiệm vụ đang quá hạn.`
      : undefined,
  async ({ telling }) => {
    const behind = await targetsBehindIn(telling)
    if (behind.length === 0) return undefined
    const names = behind.slice(0, 3).map(({ indicator }) => `“${inLine(indicator.nameVi)}”`)
    const more = behind.length > names.length ? ', trong đó có' : ':'
    // What was missed is not “behind” any more.
    const missed = behind.filter(({ outlook }) => outlook.state === 'missed').length
    const words = [missed > 0 && 'năm không đạt', missed < behind.length && 'đang chậm so với mức giao']
    const how = words.filter(Boolean).join(' hoặc ')
    return `Tập trung giải pháp cho ${count('targets_behind')} chỉ tiêu ${how}${more} ${joined(names)}.`
  },
  async ({ counted }) =>
    (await counted('waiting')) > 0
      ? `Kiểm tra, xử lý ${count('waiting')} hoạt động còn chờ, bảo đảm số liệu có minh chứng.`
      : undefined,
]

const templates: Partial<Record<Topic, Template[]>> = {
  situation,
  leadership,
  study,
  publicity,
  example,
  initiatives,
  commendation,
  duties,
  shortcomings,
  next,
}

/**
 * Sober sentences for a section, as an office says them of itself, in the notation of its text: every number in them is alive. Where
 * the data says nothing, there is no sentence.
 */
export async function suggestionsFor(telling: Telling, topic: Topic, speaker: string): Promise<string[]> {
  const { results } = telling
  const there = codesWith(results.figures)
  const counted = async (name: string) => (await countOf(telling, name)) ?? 0
  const within = (reach: Reach) => async () => codesWith((await resultsOf(telling, { reach })).figures)
  const data: Data = {
    has: (code) => there.has(code),
    counted,
    speaker,
    results,
    telling,
    own: within('own'),
    below: within('below'),
  }
  const told: string[] = []
  for (const template of templates[topic] ?? []) {
    const sentence = await template(data)
    if (sentence) told.push(sentence)
  }
  return told
}
