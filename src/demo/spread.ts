import { addDays, type Day } from '#platform/time'
import type { LoadedSpread } from '#spreading'
import { type Chance, chanceFrom } from './chance.ts'
import { guides } from './guides.ts'
import type { Run } from './initiatives.ts'
import { days, newCommunes } from './places.ts'
import type { District } from './units.ts'

const lessons = [
  'Việc dồn vào một hai người nòng cốt; lúc họ bận thì mô hình dừng. Nên chia việc cho ít nhất ba người ngay từ đầu.',
  'Bắt đầu quá nhiều hộ một lúc nên không đến thăm kịp. Làm lại thì chọn mười lăm hộ trước, vững rồi mới mở rộng.',
  'Ghi sổ không đều nên cuối năm không biết đã làm được bao nhiêu. Nên ghi ngay sau mỗi buổi.',
  'Hai xã gần nhau làm riêng nên tốn công đi lại và vận động trùng. Làm chung thì nhẹ hơn.',
]

/** What others should know, for those that ended. */
export const lessonOf = (chance: Chance): string => chance.pick(lessons)

/**
 * Says who followed whom: within a kind whoever began first is the first, and most of the later ones have learnt it from
 * one that was there by then.
 */
export function followOneAnother(runs: readonly Run[]): void {
  const ofKind = Map.groupBy(
    runs.filter(({ row }) => row.startedOn !== null),
    ({ plan }) => plan,
  )
  for (const [plan, all] of ofKind) {
    const chance = chanceFrom(`spread ${plan.kind}`)
    const ordered = [...all].sort((one, other) =>
      `${one.row.startedOn}${one.row.id}`.localeCompare(`${other.row.startedOn}${other.row.id}`),
    )
    for (const [index, run] of ordered.entries()) {
      const before = ordered
        .slice(0, index)
        .filter(
          ({ row }) =>
            addDays(row.startedOn ?? '', 45) <= (run.row.startedOn ?? '') &&
            (row.endedOn === null || row.endedOn > (run.row.startedOn ?? '')),
        )
      if (before.length === 0 || !chance.happens(0.8)) continue
      const from = chance.happens(0.5) ? before[0] : chance.pick(before)
      run.row.copiedFrom = from?.row.id ?? null
    }
  }
}

/** Guides, targets, recognitions and contacts of the district. */
export function spreadOfDistrict(district: District, runs: readonly Run[], today: Day): LoadedSpread {
  const guided = new Set<string>()
  const spread: LoadedSpread = { guides: [], targets: [], recognitions: [], contacts: contactsOf(district) }
  for (const run of [...runs].sort((one, other) =>
    (one.row.startedOn ?? '9') < (other.row.startedOn ?? '9') ? -1 : 1,
  )) {
    const guide = guides[run.plan.kind]
    const chance = chanceFrom(`guide ${run.row.id}`)
    const { id, copiedFrom, startedOn } = run.row
    if (!guide || startedOn === null) continue
    // Who followed has the guide of whom it followed; of the others two in three have written one.
    if (copiedFrom ? guided.has(copiedFrom) : chance.happens(0.67)) {
      guided.add(id)
      const { target, steps, ...words } = guide
      const cost =
        words.costDong === null
          ? null
          : Math.round((words.costDong * (0.8 + chance.next() * 0.5)) / 500_000) * 500_000
      spread.guides.push({ initiativeId: id, ...words, costDong: cost, steps: [...steps] })
      if (run.row.endedOn === null) {
        const amount = Math.max(1, Math.round(target[1] * run.size * 4))
        const until = `${today.slice(0, 4)}-12-31`
        spread.targets.push({ initiativeId: id, indicator: target[0], amount, until })
      }
    }
    spread.recognitions.push(...recognitionsOf(run, chance))
  }
  return spread
}

/** What the lives of the initiatives say of recognitions, by the symbol of the document. */
const recognitionsOf = (run: Run, chance: Chance): LoadedSpread['recognitions'] =>
  run.row.life
    .filter(({ event }) => event === 'recognised')
    .map(({ day, document }) => {
      const [level, issuer] = document?.endsWith('/TU')
        ? (['province', 'Ban Thường vụ Tỉnh ủy'] as const)
        : document?.endsWith('/ĐU')
          ? (['commune', 'Ban Thường vụ Đảng ủy xã'] as const)
          : (['district', 'Ban Thường vụ Huyện ủy Cần Đước'] as const)
      return {
        id: chance.id(Date.parse(day)),
        initiativeId: run.row.id,
        level,
        document: document ?? '',
        day,
        issuer,
      }
    })

/** Offices that answer for their communes. Addresses of mail end in `.example`, which belongs to nobody. */
const contactsOf = (district: District): LoadedSpread['contacts'] =>
  newCommunes.map(({ code, name, userName }) => ({
    unitId: district.at(`new/${code}`).id,
    phone: '',
    email: `vanphong.${userName}@lantoa.example`,
    address: `Trụ sở Ủy ban nhân dân xã ${name}`,
  }))

/** Later honours: some are recognised by their new commune, a few by the province before or after. */
export function honourFurther(run: Run, today: Day): void {
  const chance = chanceFrom(`honours ${run.row.id}`)
  if (run.row.endedOn !== null || run.row.startedOn === null) return
  const recognised = (day: Day, symbol: string) => {
    if (day >= today) return
    run.row.life.push({
      event: 'recognised',
      day,
      document: `Quyết định số ${chance.between(15, 640)}-QĐ/${symbol}`,
      note: null,
      unitId: null,
      personId: null,
    })
    run.row.state = 'recognised'
  }
  if (run.units.length > 1 && chance.happens(0.3))
    recognised(addDays(days.reform, chance.between(60, 300)), 'ĐU')
  if (run.row.state === 'recognised' && chance.happens(0.25))
    recognised(addDays(days.reform, chance.between(100, 420)), 'TU')
}
