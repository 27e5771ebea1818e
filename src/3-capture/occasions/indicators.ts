import { readIndicators } from '#figures'

/** What study sessions count (S6). They stand after those of the initiatives. */
export const studyIndicators = readIndicators('src/3-capture/occasions/indicators.csv')
