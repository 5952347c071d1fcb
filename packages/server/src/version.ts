/** Version of Whorl; equal to the one in `package.json`, which is not read at run time. */
export const version = '0.1.0'
