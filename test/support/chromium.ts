import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Debian has them. */
const usual = { whole: '/usr/bin/chromium', light: '/usr/bin/chromium-headless-shell' }

/**
 * Opens a browser: the one that `npm test` has found, else one of Debian's. The light one draws nothing around a page and needs
 * two thirds of the time; what it cannot do, such as showing notices, is asked of the whole one.
 */
export function openChromium(which: 'whole' | 'light' = 'light'): Promise<Browser> {
  const whole = process.env.CHROMIUM_PATH ?? usual.whole
  const light = process.env.CHROMIUM_LIGHT_PATH ?? (existsSync(usual.light) ? usual.light : whole)
  return chromium.launch({
    executablePath: which === 'whole' ? whole : light,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
}
