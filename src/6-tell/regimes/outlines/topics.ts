import type { Topic } from './entry.ts'

/** Which indicators speak of a topic: by their codes, or by the beginning of codes, which ends in a dash (DOMAIN §c.4). */
const codes: Partial<Record<Topic, readonly string[]>> = {
  situation: [
    'population',
    'households',
    'poor_households',
    'near_poor_households',
    'orphans',
    'party_organisations',
    'party_cells',
    'party_members',
    'organisation_members',
    'officials',
    'schools',
    'pupils',
  ],
  leadership: ['documents_', 'plans_issued', 'units_with_', 'tasks_'],
  study: ['study_', 'cell_theme_sessions'],
  publicity: ['art_', 'radio_', 'web_', 'posts_', 'stories_', 'festivals_', 'exchanges_'],
  example: ['pledges_', 'commitments_', 'heads_plans', 'deeds_', 'deed_'],
  commendation: ['commended_', 'letters_', 'honouring_'],
  inspection: ['inspections_', 'reviews_'],
}

/** Whether an indicator belongs to a topic. */
export const isAbout = (topic: string, code: string): boolean =>
  (codes[topic as Topic] ?? []).some((one) => (one.endsWith('_') ? code.startsWith(one) : code === one))
