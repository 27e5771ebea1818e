/**
 * Whether photos that come after a record was accepted ask for another look: where the checker saw none, they had accepted
 * words alone, and the figure stays what the unit declares until somebody has looked at the photos.
 */
export const asksForAnotherLook = (state: string, photosBefore: number): boolean =>
  state === 'accepted' && photosBefore === 0
