import { readIndicators } from '#figures'

/** What pledges count; the position follows those that come with the initiatives. */
export const pledgeIndicators = readIndicators('src/3-capture/pledges/indicators.csv')
