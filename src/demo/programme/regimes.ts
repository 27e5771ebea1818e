// Who reports what to whom in the demonstration, since the reform. The regimes are invented; the cut-off of State bodies is that
// of Nghị định 09/2019/NĐ-CP, Art. 12.
import type { Tx } from '#platform/database'
import { type LoadedRegime, loadRegimes as load } from '#regimes'
import { days } from '../places.ts'
import type { ProgrammeOf } from './index.ts'

const invented = '(chế độ minh hoạ)'
const nobody = { kinds: [], lines: [], levels: [], beneathId: null, plus: [], minus: [] }

/** Loads three regimes: communes monthly, unions quarterly, State bodies monthly from the 15th to the 14th. */
export async function loadRegimes(tx: Tx, { district }: Pick<ProgrammeOf, 'district'>): Promise<void> {
  const since = { validFrom: days.reform, monthBegins: 1, dueDays: 5 }
  const regimes: LoadedRegime[] = [
    {
      ...since,
      unitId: district.at('newProvince').id,
      name: 'Báo cáo tháng của xã, phường',
      outline: 'monthly',
      periodKind: 'month',
      system: 'party',
      reporters: { ...nobody, kinds: ['commune', 'township'] },
      source: `Quy chế làm việc của cấp ủy tỉnh ${invented}`,
    },
    {
      ...since,
      unitId: district.at('newProvince').id,
      name: 'Báo cáo quý của đoàn thể tỉnh',
      outline: 'quarterly',
      periodKind: 'quarter',
      system: 'organisation',
      dueDays: 10,
      reporters: {
        ...nobody,
        kinds: ['provincial_organisation'],
        lines: ['farmers', 'front', 'women', 'youth'],
      },
      source: `Chương trình phối hợp của Mặt trận và đoàn thể tỉnh ${invented}`,
    },
    {
      ...since,
      unitId: district.at('newProvince/government').id,
      name: 'Báo cáo tháng của Ủy ban nhân dân xã',
      outline: 'monthly',
      periodKind: 'month',
      system: 'state',
      monthBegins: 15,
      dueDays: 2,
      reporters: { ...nobody, lines: ['government'], levels: ['commune'] },
      source: `Nghị định 09/2019/NĐ-CP, điều 12 ${invented}`,
    },
  ]
  await load(tx, regimes)
}
