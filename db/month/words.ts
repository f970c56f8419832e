/** Who comes to the demo companies, what they ask, and what they are told. */
export const VISITORS =
  "Ada Bruns,Ben Okafor,Carla Meyer,Dmitri Volkov,Elif Kaya,Farid Nasser,Grace Lindqvist,Hugo Martin,Ines Duarte,Jonas Weber,Keiko Tanaka,Liam Byrne,Marta Nowak,Noor Haddad,Oskar Lund,Priya Raman,Quentin Roux,Rosa Vidal,Sofia Ricci,Tomás Herrera,Uta Krämer,Viktor Horvat,Wanda Zielińska,Xenia Popov,Yusuf Demir,Zoe Papadaki".split(
    ",",
  );

export const COLLEAGUES = [
  "Anna Berg",
  "Boris Kuhn",
  "Chloe Durand",
  "Daniel Osei",
  "Eva Novotná",
  "Felix Adler",
  "Greta Holm",
  "Ivan Petrov",
] as const;

export const TALKS: readonly (readonly [question: string, answer: string])[] = [
  ["Do you ship to Norway?", "We do, within three working days."],
  ["Is the 28 cm pan good for induction?", "Yes, its base is made for it."],
  ["My parcel has not moved since Tuesday.", "I have asked the carrier and write to you as soon as they answer."],
  ["Can I change the delivery address?", "Until tonight, yes. Which address is it?"],
  ["I need an invoice with our VAT number.", "It is on its way to your e-mail address."],
  ["Which knife would you take for vegetables?", "The santoku: light, and easy to sharpen."],
  ["How do I send something back?", "The label is in your account. Print it, and any shop takes the parcel."],
  ["Is there a discount for twenty pieces?", "From ten on it is eight percent, from fifty on twelve."],
  ["The handle came loose after a month.", "I am sorry. A new one leaves our warehouse today."],
  ["Do you have this in green?", "From next week on. Shall I keep one for you?"],
  ["Does the brake pad fit a 2019 model?", "It does, front and rear."],
  ["When are you open on Saturday?", "From nine to two."],
];
