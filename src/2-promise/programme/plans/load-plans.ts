export type LoadedPlans = Record<string, never>
export const loadPlans = async (): Promise<void> => {}
