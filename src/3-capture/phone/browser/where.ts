// Where the phone stands: asked once, when its owner presses for it, and never again by itself.

import type { Whereabouts } from './entry.ts'

/** The place of the phone; undefined where it does not tell or takes too long. */
export function whereAmI(): Promise<Whereabouts | undefined> {
  return new Promise((done) => {
    if (!('geolocation' in navigator)) return done(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        done({
          // Five decimals are a metre; more would only look exact.
          latitude: Math.round(coords.latitude * 1e5) / 1e5,
          longitude: Math.round(coords.longitude * 1e5) / 1e5,
          accuracyMetres: Math.min(100_000, Math.round(coords.accuracy)),
        }),
      () => done(undefined),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    )
  })
}
