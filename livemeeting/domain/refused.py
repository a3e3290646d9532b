"""The answer 'no', worded for the officer who asked."""


class Refused(Exception):
    """A request the product will not carry out, with the sentence the officer reads.

    Refusing is not failing: the web floor answers 409 and nobody logs an error.
    """

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in plain English."""
        return str(self.args[0])
