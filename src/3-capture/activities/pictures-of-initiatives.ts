import { findPicturesBy } from '#initiatives'
import { publishedPictures } from './store.ts'

// Pictures of an initiative are those of its accepted records: the library asks for them without knowing records.
findPicturesBy(publishedPictures)
