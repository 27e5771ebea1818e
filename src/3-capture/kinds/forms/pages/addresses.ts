/** Where kinds are set up. */
export const kindsHref = '/quan-ly/loai-mo-hinh'
export const kindHref = (code: string): string => `${kindsHref}/${code}`
export const questionHref = (code: string, key: string): string => `${kindHref(code)}/cau-hoi/${key}`
export const newQuestionHref = (code: string, type?: string): string =>
  `${kindHref(code)}/them-cau-hoi${type ? `?kieu=${type}` : ''}`
/** Trying a form out: the page of activities, whose components it shows. */
export const previewHref = (code: string, version: number): string =>
  `${kindHref(code)}/xem-thu?phien-ban=${version}`
