import { t } from './i18n.ts'

// The first that fits: Edge calls itself Chrome too, and Chrome calls itself Safari.
const browsers: readonly [mark: string, name: string][] = [
  ['Zalo', 'Zalo'],
  ['coc_coc_browser', 'Cốc Cốc'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
  ['org.odk.collect', 'ODK Collect'],
]
const systems: readonly [mark: string, name: string][] = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
]

const nameIn = (agent: string, known: readonly [string, string][]): string | undefined =>
  known.find(([mark]) => agent.includes(mark))?.[1]

/** What a User-Agent header says of browser and system. */
export const partsOfDevice = (
  agent: string,
): { browser: string | undefined; system: string | undefined } => ({
  browser: nameIn(agent, browsers),
  system: nameIn(agent, systems),
})

/** A device as its owner would call it: “Chrome trên Windows”. */
export function deviceInWords(agent: string): string {
  const { browser, system } = partsOfDevice(agent)
  if (browser && system) return t('platform.device', { browser, system })
  return browser ?? system ?? t('platform.device_unknown')
}
