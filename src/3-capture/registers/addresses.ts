/** Where past records come in, and where those of one file are looked at. */
export const pastHref = '/so-lieu-cu'
export const intakeHref = (id: string): string => `${pastHref}/tep/${id}`
export const importHref = (kind: string): string => `${pastHref}/${kind}/nhap`
