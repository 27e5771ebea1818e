// HOME: where one server follows another it looks for certificates at home, which would be that of whoever started us and
// often closed to the user as whom it runs.
export const environment = { ...process.env, HOME: '/', LC_ALL: 'C', TZ: 'UTC', PGTZ: 'UTC' }
