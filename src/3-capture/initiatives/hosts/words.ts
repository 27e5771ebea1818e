import type { Initiative } from '../store.ts'

/** Who runs an initiative, the unit for which it counts first. */
export const hostsInWords = ({ unitName, coHosts }: Pick<Initiative, 'unitName' | 'coHosts'>): string =>
  [unitName, ...coHosts.map((host) => host.unitName)].join(', ')
