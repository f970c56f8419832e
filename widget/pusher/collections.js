// In place of the package's own, which brings along what old browsers lacked. All that it is given is flat.
export const { assign: extend, keys, values } = Object;
export const apply = (array, act, self) => array.forEach(act, self);
export const any = (array, test) => array.some(test);
export const filter = (array, test) => array.filter(test);
export const arrayIndexOf = (array, item) => array.indexOf(item);
export const objectApply = (object, act) => {
  for (const [key, value] of Object.entries(object)) act(value, key);
};
// For statistics and for a log line alone.
export const filterObject = () => ({});
export const safeJSONStringify = () => "";
