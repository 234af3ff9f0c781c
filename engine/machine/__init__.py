"""What the machine does at a service task: values in, values out."""
