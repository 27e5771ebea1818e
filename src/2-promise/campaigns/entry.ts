import { z } from 'zod'
import { boxField, dayField, textField } from '#platform/submit'

/** A movement (phong trào), a drive of some days (đợt cao điểm), or a group of initiatives. */
export const sorts = ['movement', 'drive', 'group'] as const
export type Sort = (typeof sorts)[number]

const wording = z.object({
  sort: z.enum(sorts, 'field_is_required'),
  name: textField(200, 3),
  summary: textField(2000).default(''),
  fromDay: dayField(),
  /** The last day that counts; none where it goes on. */
  lastDay: z.union([z.literal('').transform(() => null), dayField()]).default(null),
  /** Number and symbol of the document that launches it. */
  document: textField(200).default(''),
  /** Whether everybody may read it on the portal. */
  isPublic: boxField(),
})
const inOrder = ({ fromDay, lastDay }: z.output<typeof wording>) => lastDay === null || lastDay >= fromDay
const crossed = { path: ['lastDay'], message: 'campaign_ends_before_it_begins' }

/** What is typed when a campaign is worded anew. */
export const campaignWording = wording.refine(inOrder, crossed)
export type CampaignWording = z.output<typeof campaignWording>

/** What is typed when a campaign is launched. */
export const campaignEntry = wording
  .extend({ id: z.guid('field_is_malformed'), unitId: z.guid('field_is_required') })
  .refine(inOrder, crossed)
export type CampaignEntry = z.output<typeof campaignEntry>
