import type { Topic } from './entry.ts'

/** Which indicators speak of a topic, by the beginning of their code (DOMAIN §c.4). */
const beginnings: Partial<Record<Topic, readonly string[]>> = {
  leadership: ['documents_', 'plans_issued', 'units_with_', 'tasks_'],
  study: ['study_', 'cell_theme_sessions'],
  publicity: ['art_', 'radio_', 'web_', 'posts_', 'stories_', 'festivals_', 'exchanges_'],
  example: ['pledges_', 'commitments_', 'heads_plans', 'deeds_'],
  commendation: ['commended_', 'letters_', 'honouring_'],
  inspection: ['inspections_', 'reviews_'],
}

/** Whether an indicator belongs to a topic. */
export const isAbout = (topic: string, code: string): boolean =>
  (beginnings[topic as Topic] ?? []).some((beginning) => code.startsWith(beginning))
