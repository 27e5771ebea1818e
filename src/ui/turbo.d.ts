// Turbo ships no types; this is all of it that we touch.
declare module '@hotwired/turbo' {
  export const config: { drive: { progressBarDelay: number } }
}
