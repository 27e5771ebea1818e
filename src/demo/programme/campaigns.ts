// One campaign of the demonstration: a commune's movement for clean hamlets, with what its organisations do for it.
import { loadCampaign } from '#campaigns'
import { linkToCampaigns } from '#initiatives'
import type { Tx } from '#platform/database'
import { chanceFrom } from '../chance.ts'
import { days } from '../places.ts'
import type { ProgrammeOf } from './index.ts'

/** The id of the campaign of the demonstration, the same every time. */
export const demoCampaign = chanceFrom('campaign clean hamlets').id(Date.parse(days.reform))

const commune = 'new/28114'
/** The kinds whose initiatives keep hamlets clean. */
const kinds = new Set(['home_composting', 'model_road', 'plastic_for_school'])

/** Launches the campaign and puts the commune's initiatives into it. */
export async function loadCampaigns(tx: Tx, { district, runs, people }: ProgrammeOf): Promise<void> {
  await loadCampaign(tx, {
    id: demoCampaign,
    unitId: district.at(`${commune}/party`).id,
    sort: 'movement',
    name: 'Xóm ấp sáng, xanh, sạch, đẹp (phong trào minh hoạ)',
    summary:
      'Mỗi ấp có ít nhất một việc làm giữ sạch đường làng, kênh rạch: đổi rác lấy quà, ủ phân từ rác bếp, trồng hoa ven đường. Số liệu cộng từ các mô hình, không nhập lại.',
    fromDay: days.reform,
    lastDay: null,
    document: '',
    isPublic: true,
    documentId: null,
    personId: people.find(({ userName }) => userName === 'duyet.rachkien')?.id ?? null,
  })
  await linkToCampaigns(
    tx,
    runs
      .filter(({ keeper, plan }) => keeper === commune && kinds.has(plan.kind))
      .map(({ row }) => ({ campaignId: demoCampaign, initiativeId: row.id })),
    null,
  )
}
